-- code: FSE-46
-- of: claims
-- R-E13, F-E5: over the reports so far, the FSE is at most the least of three amounts.
WITH summed AS (
    SELECT b.*, sum(b.fse_retained_eur) OVER so_far AS fse, sum(b.retained_eur) OVER so_far AS cost,
        coalesce(sum(b.retained_resources_eur) OVER so_far, 0) AS others
    FROM core.claims AS b
    WINDOW so_far AS (PARTITION BY b.epi_id, b.operation_id ORDER BY b.period_end_date, b.claim_id)
)
SELECT
    'claims' AS table_name, 'fse_retained_eur' AS column_name, b.epi_id, b.delivery_id, b.sheet, b.row_number,
    b.claim_id AS business_key, CAST(b.fse_retained_eur AS VARCHAR) AS value_read
FROM summed AS b
JOIN mart.operation_terms AS o ON o.operation_id = b.operation_id
WHERE b.fse_retained_eur IS NOT NULL
    AND b.fse > least(o.fse_agreed_eur, coalesce(o.fse_rate * b.cost, o.fse_agreed_eur * b.cost / nullif(o.total_eligible_cost_eur, 0)), greatest(b.cost - b.others, 0)) + 0.01
