-- title: Nombre de bilans attendus
-- description: How many reports an operation of its length and programming period provides for (R-E10): from n_fewest to n_most; null where no source says.
-- grain: one row per operation and EPI that declares it
-- n_months: Whole months of realisation; one month less where they are exact, so that 24 months are still at most 24. Unit: months. | Mois de réalisation
-- n_fewest: Fewest reports, the final one included. | Bilans au moins
-- n_most: Most reports; null where there is no upper limit. | Bilans au plus
WITH measured AS (
    SELECT epi_id, operation_id, planned_claims, programming_period_code, start_date, end_date + 1 AS after_end,
        datesub('month', start_date, end_date + 1) AS months, delivery_id, sheet, row_number
    FROM core.operations
),
lengths AS (
    SELECT *, months - CASE WHEN start_date + to_months(CAST(months AS INTEGER)) = after_end THEN 1 ELSE 0 END AS n_months FROM measured
),
limits(programming_period_code, below_months, n_fewest, n_most) AS (
    VALUES ('2014-2020', 24, 1, 2), ('2014-2020', 36, 2, 3),
        ('2021-2027', 12, 1, 1), ('2021-2027', 24, 1, 2), ('2021-2027', 36, 2, NULL), ('2021-2027', 48, 3, NULL)
)
SELECT
    o.epi_id, o.operation_id, o.programming_period_code, o.planned_claims, CAST(o.n_months AS BIGINT) AS n_months,
    CAST(min_by(l.n_fewest, l.below_months) AS BIGINT) AS n_fewest, CAST(arg_min_null(l.n_most, l.below_months) AS BIGINT) AS n_most,
    o.delivery_id, o.sheet, o.row_number
FROM lengths AS o
LEFT JOIN limits AS l ON l.programming_period_code = o.programming_period_code AND o.n_months < l.below_months
GROUP BY ALL
ORDER BY ALL
