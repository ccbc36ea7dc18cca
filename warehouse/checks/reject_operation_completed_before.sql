-- code: LIEN-15
-- R-E3: nothing is eligible of an operation completed before its application was filed.
SELECT
    'fse_spending' AS table_name, 'operation_id' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.operation_id AS VARCHAR) AS value_read
FROM core.fse_spending AS s
JOIN mart.operation_terms AS o ON o.operation_id = s.operation_id
WHERE o.completion_date < o.application_date
