-- title: Budget des opérations
-- description: Agreed, declared, retained, due and paid, by post of spending and by resource, with the gap of each line and its reason. The convention agrees totals, not posts.
-- grain: one row per operation, side, line and whether it is computed
-- lineage: mart.operation_finance by operation_id
-- operation_id: Number of the operation, nine digits that begin with the year in Ma démarche FSE. | N° opération
-- side: cost or resource. | Côté
-- line_code: Post of spending, kind of funder, forfait, or total. | Ligne
-- line_label: French label of the line. | Libellé de la ligne
-- is_computed: Whether the flat rate gives the amount. | Forfait
-- agreed_eur: Agreed by the convention, or planned by the funder. Unit: €. | Conventionné
-- declared_eur: Spending declared, or FSE asked for. Unit: €. | Déclaré
-- retained_eur: Kept by the check. Unit: €. | Retenu
-- due_eur: What the FSE owes. Unit: €. | Dû
-- paid_eur: Received from the funder. Unit: €. | Versé
-- gap_eur: What separates the two amounts that should meet: declared and counted for a post, agreed and retained for the total cost, agreed and paid for a funder, due and paid for the FSE, cost and resources for their total. Unit: €. | Écart
-- gap_code: Why. | Motif de l'écart
-- gap_label: Why, in French; null where there is no gap. | Raison de l'écart
WITH finances AS (FROM mart.operation_finance),
posts AS (
    SELECT p.operation_id, 'cost' AS side, p.post_code AS line_code,
        CASE WHEN p.is_computed THEN s.label ELSE l.label END AS line_label, p.is_computed,
        CAST(NULL AS DECIMAL(18,2)) AS agreed_eur, p.declared_eur, p.retained_eur, CAST(NULL AS DECIMAL(18,2)) AS due_eur,
        CAST(NULL AS DECIMAL(18,2)) AS paid_eur,
        CASE
            WHEN p.is_covered THEN p.declared_eur
            WHEN p.post_code = 'nature' AND f.in_kind_retained_eur <> p.retained_eur THEN p.declared_eur
            WHEN NOT p.is_computed THEN p.declared_eur - p.retained_eur
            ELSE 0
        END AS gap,
        CASE
            WHEN p.is_covered THEN 'couvert_par_forfait'
            WHEN p.post_code = 'nature' AND f.in_kind_retained_eur <> p.retained_eur THEN 'nature_sans_ressource'
            WHEN p.is_computed THEN NULL
            WHEN p.unchecked_eur <> 0 AND p.declared_eur - p.retained_eur <> p.unchecked_eur THEN 'ecarte_et_non_controle'
            WHEN p.unchecked_eur <> 0 THEN 'non_controle'
            ELSE 'ecarte'
        END AS gap_code
    FROM mart.operation_posts AS p
    JOIN finances AS f ON f.operation_id = p.operation_id
    LEFT JOIN core.spending_posts AS l ON l.code = p.post_code
    LEFT JOIN core.simplified_costs AS s ON s.code = f.simplified_cost_code
),
cost_totals AS (
    SELECT operation_id, 'cost', 'total', NULL, FALSE, total_eligible_cost_eur, total_declared_eur, total_retained_eur,
        CAST(NULL AS DECIMAL(18,2)), CAST(NULL AS DECIMAL(18,2)), total_eligible_cost_eur - total_retained_eur,
        CASE WHEN total_retained_eur > total_eligible_cost_eur THEN 'depassement' ELSE 'sous_realisation' END
    FROM finances
),
funders AS (
    SELECT r.operation_id, r.funder_type_code, t.label, sum(r.planned_eur) AS planned,
        sum(CASE WHEN r.funder_type_code = 'nature' THEN coalesce(r.received_eur, r.planned_eur) ELSE r.received_eur END) AS received
    FROM core.resources AS r
    JOIN core.funder_types AS t ON t.code = r.funder_type_code
    WHERE coalesce(r.is_allocated, TRUE) AND r.funder_type_code <> 'fse'
    GROUP BY ALL
),
others AS (
    SELECT operation_id, 'resource', funder_type_code, label, FALSE, planned, CAST(NULL AS DECIMAL(18,2)), CAST(NULL AS DECIMAL(18,2)),
        CAST(NULL AS DECIMAL(18,2)), received, coalesce(planned, 0) - coalesce(received, 0),
        CASE WHEN coalesce(received, 0) > coalesce(planned, 0) THEN 'percu_au_dela' ELSE 'reste_a_percevoir' END
    FROM funders
),
asked AS (
    SELECT operation_id, sum(fse_requested_eur) AS requested FROM mart.operation_claims GROUP BY operation_id
),
fund AS (
    SELECT f.operation_id, 'resource', t.code, t.label, FALSE, f.fse_agreed_eur, a.requested, f.fse_retained_eur, f.fse_due_eur,
        f.fse_paid_eur, f.payment_due_eur, CASE WHEN f.payment_due_eur < 0 THEN 'trop_percu' ELSE 'reste_a_verser' END
    FROM finances AS f
    JOIN core.funder_types AS t ON t.code = 'fse'
    LEFT JOIN asked AS a ON a.operation_id = f.operation_id
),
promised AS (
    SELECT operation_id, sum(planned) AS planned, sum(received) AS received FROM funders GROUP BY operation_id
),
resource_totals AS (
    SELECT f.operation_id, 'resource', 'total', NULL, FALSE, f.fse_agreed_eur + coalesce(p.planned, 0),
        CAST(NULL AS DECIMAL(18,2)), f.fse_due_eur + f.other_resources_eur, f.fse_due_eur, f.fse_paid_eur + coalesce(p.received, 0),
        f.total_retained_eur - f.fse_due_eur - f.other_resources_eur,
        CASE WHEN f.total_retained_eur > f.fse_due_eur + f.other_resources_eur THEN 'ressources_insuffisantes' ELSE 'surfinancement' END
    FROM finances AS f
    LEFT JOIN promised AS p ON p.operation_id = f.operation_id
),
lines AS (
    FROM posts UNION ALL FROM cost_totals UNION ALL FROM others UNION ALL FROM fund UNION ALL FROM resource_totals
)
SELECT
    l.operation_id, l.side, l.line_code, coalesce(l.line_label, s.label) AS line_label, l.is_computed, CAST(l.agreed_eur AS DECIMAL(18,2)) AS agreed_eur,
    CAST(l.declared_eur AS DECIMAL(18,2)) AS declared_eur, CAST(l.retained_eur AS DECIMAL(18,2)) AS retained_eur,
    CAST(l.due_eur AS DECIMAL(18,2)) AS due_eur, CAST(l.paid_eur AS DECIMAL(18,2)) AS paid_eur,
    CAST(l.gap AS DECIMAL(18,2)) AS gap_eur, CASE WHEN l.gap <> 0 THEN l.gap_code END AS gap_code,
    CASE WHEN l.gap <> 0 THEN g.label END AS gap_label
FROM lines AS l
LEFT JOIN core.budget_gaps AS g ON g.code = l.gap_code
JOIN core.budget_sides AS s ON s.code = l.side
ORDER BY l.operation_id, l.side, l.line_code = 'total', l.line_code, l.is_computed
