-- code: LIEN-14
-- R-E2: an interim report holds what is paid in its period.
WITH interim AS (
    SELECT operation_id, claim_id, min(period_end_date) AS period_end_date FROM core.claims
    WHERE claim_type_code <> 'final' GROUP BY ALL
)
SELECT
    'fse_spending' AS table_name, 'payment_date' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.payment_date AS VARCHAR) AS value_read
FROM core.fse_spending AS s
JOIN interim AS b ON b.operation_id = s.operation_id AND b.claim_id = s.claim_id
WHERE s.payment_date > b.period_end_date
