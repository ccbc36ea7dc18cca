-- code: FSE-59
-- R-E10: how many reports were filed, by the length of the operation: never too many, and once the final one is in, enough.
WITH measured AS (
    SELECT operation_id, programming_period_code,
        datesub('month', start_date, end_date + 1) - CASE WHEN start_date + to_months(CAST(datesub('month', start_date, end_date + 1) AS INTEGER)) = end_date + 1 THEN 1 ELSE 0 END AS months
    FROM mart.operation_terms
),
due AS (
    SELECT operation_id,
        CASE
            WHEN programming_period_code = '2014-2020' AND months < 24 THEN [1, 2]
            WHEN programming_period_code = '2014-2020' AND months < 36 THEN [2, 3]
            WHEN programming_period_code = '2021-2027' AND months < 12 THEN [1, 1]
            WHEN programming_period_code = '2021-2027' AND months < 24 THEN [1, 2]
            WHEN programming_period_code = '2021-2027' AND months < 36 THEN [2, 99]
            WHEN programming_period_code = '2021-2027' AND months < 48 THEN [3, 99]
        END AS limits
    FROM measured
),
filed AS (
    SELECT operation_id, count(*) AS n, bool_or(claim_type_code = 'final') AS is_closed,
        max_by(claim_id, (filed_date, period_end_date, claim_id)) AS last_claim_id
    FROM mart.operation_claims WHERE filed_date IS NOT NULL GROUP BY operation_id
)
SELECT
    'claims' AS table_name, 'filed_date' AS column_name, b.epi_id, b.delivery_id, b.sheet, b.row_number,
    b.claim_id AS business_key, CAST(b.filed_date AS VARCHAR) AS value_read
FROM filed AS f
JOIN due AS o ON o.operation_id = f.operation_id
JOIN mart.operation_claims AS b ON b.operation_id = f.operation_id AND b.claim_id = f.last_claim_id
WHERE f.n > o.limits[2] OR (f.is_closed AND f.n < o.limits[1])
