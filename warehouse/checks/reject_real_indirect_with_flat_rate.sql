-- code: FSE-36
-- R-E8: a flat rate for indirect costs leaves no real one.
SELECT
    'fse_spending' AS table_name, 'post_code' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.post_code AS VARCHAR) AS value_read
FROM core.fse_spending AS s
JOIN mart.operation_terms AS o ON o.operation_id = s.operation_id
WHERE s.post_code = 'indirectes' AND o.simplified_cost_code IN ('f15', 'f20_2014')
