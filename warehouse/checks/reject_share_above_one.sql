-- code: FSE-33
-- R-E5: the shares of one person in one month, over all operations, make 100 % at most.
WITH above AS (
    SELECT person_key, month_date, post_code FROM core.pay_in_parts GROUP BY ALL HAVING sum(allocation_rate) > 1
)
SELECT
    'fse_spending' AS table_name, 'allocation_rate' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.allocation_rate AS VARCHAR) AS value_read,
    coalesce(lag(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near, lead(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near) AS twin
FROM core.pay_in_parts AS s
SEMI JOIN above AS a ON a.person_key = s.person_key AND a.month_date = s.month_date AND a.post_code = s.post_code
WHERE s.allocation_rate IS NOT NULL
WINDOW near AS (PARTITION BY s.person_key, s.month_date, s.post_code ORDER BY s.epi_id, s.delivery_id, s.sheet, s.row_number)
