-- code: FSE-37
-- R-E8: 40 % of the staff costs cover all but staff and participants.
SELECT
    'fse_spending' AS table_name, 'post_code' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.post_code AS VARCHAR) AS value_read
FROM core.fse_spending AS s
JOIN mart.operation_terms AS o ON o.operation_id = s.operation_id
WHERE s.post_code IN ('fonctionnement', 'prestations', 'indirectes') AND o.simplified_cost_code = 'f40'
