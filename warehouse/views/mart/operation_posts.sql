-- title: Postes de dépense des opérations
-- description: The spending of each operation by post, and the post that its flat rate computes (F-E1, F-E2). A real line of a post that the flat rate covers counts for nothing. A unit cost and a lump sum are no rate: the lines count as they are declared.
-- grain: one row per operation, post and whether it is computed
-- lineage: core.fse_spending by operation_id; core.operations by operation_id
-- operation_id: Number of the operation, nine digits that begin with the year in Ma démarche FSE. | N° opération
-- post_code: Post; forfait where a flat rate stands for several posts. | Poste de dépense
-- is_computed: Whether the flat rate gives the amount. | Forfait
-- is_covered: Whether the flat rate covers these real lines, which then do not count. | Couvert par le forfait
-- is_direct: Whether the post is of the direct costs. | Dépense directe
-- declared_eur: Declared, or the flat rate of what is declared. Unit: €. | Montant déclaré
-- retained_eur: Retained by the check, or the flat rate of what is retained. Unit: €. | Montant retenu
-- discarded_eur: Set aside by the check. Unit: €. | Montant écarté
-- unchecked_eur: Declared and not yet checked. Unit: €. | Montant non contrôlé
-- counted_declared_eur: Part of the declared amount that counts in the cost. Unit: €. | Déclaré compté
-- counted_retained_eur: Part of the retained amount that counts in the cost. Unit: €. | Retenu compté
WITH options AS (
    SELECT o.operation_id, s.code, s.rate_of, CASE WHEN s.rate <> '' THEN CAST(s.rate AS DECIMAL(4,2)) END AS rate,
        string_split(s.gives, ' ') AS gives,
        CASE WHEN s.rate <> '' AND s.gives NOT LIKE '% %' THEN s.gives WHEN s.rate <> '' THEN 'forfait' END AS computed_post
    FROM mart.operation_terms AS o
    LEFT JOIN core.simplified_costs AS s ON s.code = o.simplified_cost_code
),
posts AS (
    SELECT s.operation_id, s.post_code, p.is_direct,
        CAST(sum(s.declared_eur) AS DECIMAL(18,2)) AS declared_eur,
        CAST(coalesce(sum(s.retained_eur), 0) AS DECIMAL(18,2)) AS retained_eur,
        CAST(coalesce(sum(s.discarded_eur), 0) AS DECIMAL(18,2)) AS discarded_eur,
        CAST(coalesce(sum(s.declared_eur) FILTER (s.retained_eur IS NULL), 0) AS DECIMAL(18,2)) AS unchecked_eur
    FROM core.fse_spending AS s
    JOIN core.spending_posts AS p ON p.code = s.post_code
    GROUP BY ALL
),
weighed AS (
    SELECT p.*, o.rate IS NOT NULL AND list_contains(o.gives, p.post_code) AS is_covered
    FROM posts AS p JOIN options AS o ON o.operation_id = p.operation_id
),
bases AS (
    SELECT operation_id,
        sum(declared_eur) FILTER (is_direct AND NOT is_covered) AS direct_declared,
        sum(retained_eur) FILTER (is_direct AND NOT is_covered) AS direct_retained,
        sum(declared_eur) FILTER (post_code = 'personnel' AND NOT is_covered) AS staff_declared,
        sum(retained_eur) FILTER (post_code = 'personnel' AND NOT is_covered) AS staff_retained,
        sum(declared_eur) FILTER (post_code = 'prestations' AND NOT is_covered) AS services_declared,
        sum(retained_eur) FILTER (post_code = 'prestations' AND NOT is_covered) AS services_retained
    FROM weighed GROUP BY operation_id
),
based AS (
    SELECT o.operation_id, o.computed_post, o.rate,
        CAST(CASE o.rate_of
            WHEN 'personnel' THEN coalesce(b.staff_declared, 0)
            WHEN 'direct' THEN coalesce(b.direct_declared, 0)
            WHEN 'direct − prestations' THEN coalesce(b.direct_declared, 0) - coalesce(b.services_declared, 0)
            WHEN 'direct − personnel' THEN coalesce(b.direct_declared, 0) - coalesce(b.staff_declared, 0)
        END AS DECIMAL(18,2)) AS base_declared,
        CAST(CASE o.rate_of
            WHEN 'personnel' THEN coalesce(b.staff_retained, 0)
            WHEN 'direct' THEN coalesce(b.direct_retained, 0)
            WHEN 'direct − prestations' THEN coalesce(b.direct_retained, 0) - coalesce(b.services_retained, 0)
            WHEN 'direct − personnel' THEN coalesce(b.direct_retained, 0) - coalesce(b.staff_retained, 0)
        END AS DECIMAL(18,2)) AS base_retained
    FROM options AS o
    LEFT JOIN bases AS b ON b.operation_id = o.operation_id
    WHERE o.rate IS NOT NULL
),
computed AS (
    SELECT operation_id, computed_post,
        CAST(round(rate * base_declared, 2) AS DECIMAL(18,2)) AS declared_eur,
        CAST(round(rate * base_retained, 2) AS DECIMAL(18,2)) AS retained_eur
    FROM based
)
SELECT operation_id, post_code, FALSE AS is_computed, is_covered, is_direct, declared_eur, retained_eur, discarded_eur, unchecked_eur,
    CASE WHEN is_covered THEN CAST(0 AS DECIMAL(18,2)) ELSE declared_eur END AS counted_declared_eur,
    CASE WHEN is_covered THEN CAST(0 AS DECIMAL(18,2)) ELSE retained_eur END AS counted_retained_eur
FROM weighed
UNION ALL
SELECT operation_id, computed_post, TRUE, FALSE, computed_post = 'personnel', declared_eur, retained_eur, CAST(0 AS DECIMAL(18,2)),
    CAST(0 AS DECIMAL(18,2)), declared_eur, retained_eur
FROM computed
ORDER BY ALL
