-- code: LIEN-13
-- R-E2: paid by the end of the payments, six months after the realisation unless the convention says otherwise.
SELECT
    'fse_spending' AS table_name, 'payment_date' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.payment_date AS VARCHAR) AS value_read
FROM core.fse_spending AS s
JOIN mart.operation_terms AS o ON o.operation_id = s.operation_id
WHERE s.payment_date > coalesce(o.payment_end_date, CAST(o.end_date + to_months(6) AS DATE))
