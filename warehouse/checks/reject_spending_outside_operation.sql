-- code: LIEN-03
-- R-E1: the period of an expense lies within the realisation period of its operation.
SELECT
    'fse_spending' AS table_name, 'period_start_date' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.period_start_date AS VARCHAR) AS value_read
FROM core.fse_spending AS s
JOIN mart.operation_terms AS o ON o.operation_id = s.operation_id
WHERE s.period_start_date < o.start_date OR coalesce(s.period_end_date, s.period_start_date) > o.end_date
