-- title: Bilans des opérations
-- description: Each report with what is due so far, over the reports that are checked up to it (F-E5); of several declarations of one report, that of the first EPI.
-- grain: one row per operation and report
-- lineage: core.claims by operation_id; core.operations by operation_id
-- retained_so_far_eur: Spending retained over the reports so far. Unit: €. | Dépenses retenues cumulées
-- other_resources_so_far_eur: Resources other than the FSE retained over the reports so far. Unit: €. | Autres ressources cumulées
-- fse_due_so_far_eur: Least of the agreed amount, the agreed rate of the spending retained, and what the other resources leave; never below nought, rounded down to the cent. Null before a check, and where no convention is declared. Unit: €. | FSE dû cumulé
-- fse_paid_so_far_eur: FSE paid over the reports so far. Unit: €. | FSE versé cumulé
-- payment_due_eur: FSE due so far less FSE paid so far; negative when too much was paid. Unit: €. | Reste à verser
WITH ranked AS (
    SELECT *, row_number() OVER (PARTITION BY operation_id, claim_id ORDER BY epi_id, delivery_id, sheet, row_number) AS rank
    FROM core.claims
),
summed AS (
    SELECT *,
        CAST(sum(retained_eur) OVER so_far AS DECIMAL(18,2)) AS retained_so_far_eur,
        CAST(sum(retained_resources_eur) OVER so_far AS DECIMAL(18,2)) AS other_resources_so_far_eur,
        CAST(coalesce(sum(fse_paid_eur) OVER so_far, 0) AS DECIMAL(18,2)) AS fse_paid_so_far_eur
    FROM ranked WHERE rank = 1
    WINDOW so_far AS (PARTITION BY operation_id ORDER BY period_end_date, claim_id)
),
due AS (
    SELECT s.*, CASE WHEN o.operation_id IS NOT NULL THEN greatest(CAST(0 AS DECIMAL(18,2)), least(
        o.fse_agreed_eur,
        CASE
            WHEN o.fse_rate IS NOT NULL THEN CAST(trunc(CAST(o.fse_rate AS DECIMAL(20,6)) * s.retained_so_far_eur, 2) AS DECIMAL(18,2))
            ELSE CAST(CAST(CAST(o.fse_agreed_eur * 100 AS HUGEINT) * CAST(s.retained_so_far_eur * 100 AS HUGEINT) // nullif(CAST(o.total_eligible_cost_eur * 100 AS HUGEINT), 0) AS DECIMAL(18,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2))
        END,
        s.retained_so_far_eur - coalesce(s.other_resources_so_far_eur, 0)
    )) END AS due_eur
    FROM summed AS s
    LEFT JOIN mart.operation_terms AS o ON o.operation_id = s.operation_id
)
SELECT
    operation_id, claim_id, claim_type_code, period_start_date, period_end_date, due_date, filed_date, declared_eur, retained_eur,
    retained_resources_eur, fse_requested_eur, fse_retained_eur, fse_paid_eur, has_participants,
    retained_so_far_eur, other_resources_so_far_eur,
    CASE WHEN retained_so_far_eur IS NOT NULL THEN CAST(due_eur AS DECIMAL(18,2)) END AS fse_due_so_far_eur,
    fse_paid_so_far_eur,
    CASE WHEN retained_so_far_eur IS NOT NULL THEN CAST(due_eur - fse_paid_so_far_eur AS DECIMAL(18,2)) END AS payment_due_eur,
    epi_id, delivery_id, sheet, row_number
FROM due
ORDER BY ALL
