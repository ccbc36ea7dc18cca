-- code: FSE-54
-- F-E8: paid within the window of the programming period.
SELECT
    'fse_spending' AS table_name, 'payment_date' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.payment_date AS VARCHAR) AS value_read
FROM core.fse_spending AS s
JOIN mart.operation_terms AS o ON o.operation_id = s.operation_id
JOIN core.programming_periods AS t ON t.code = o.programming_period_code
WHERE s.payment_date NOT BETWEEN CAST(t.payments_from AS DATE) AND CAST(t.payments_until AS DATE)
