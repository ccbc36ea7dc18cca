-- code: FSE-59
-- of: claims
-- R-E10: how many reports were filed, by the length of the operation: never too many, and once the final one is in, enough.
WITH filed AS (
    SELECT operation_id, count(*) AS n, bool_or(claim_type_code = 'final') AS is_closed,
        max_by(claim_id, (filed_date, period_end_date, claim_id)) AS last_claim_id
    FROM mart.operation_claims WHERE filed_date IS NOT NULL GROUP BY operation_id
)
SELECT
    'claims' AS table_name, 'filed_date' AS column_name, b.epi_id, b.delivery_id, b.sheet, b.row_number,
    b.claim_id AS business_key, CAST(b.filed_date AS VARCHAR) AS value_read
FROM filed AS f
JOIN mart.operation_terms AS t ON t.operation_id = f.operation_id
JOIN core.report_limits AS o ON o.epi_id = t.epi_id AND o.operation_id = t.operation_id AND o.delivery_id = t.delivery_id
    AND o.sheet = t.sheet AND o.row_number = t.row_number
JOIN mart.operation_claims AS b ON b.operation_id = f.operation_id AND b.claim_id = f.last_claim_id
WHERE f.n > o.n_most OR (f.is_closed AND f.n < o.n_fewest)
