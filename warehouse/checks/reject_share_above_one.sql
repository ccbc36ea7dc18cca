-- code: FSE-33
-- R-E5: the shares of one person in one month, over all operations, make 100 % at most.
WITH pay AS (
    SELECT s.*, c.person_key, date_trunc('month', s.period_start_date) AS month
    FROM core.fse_spending AS s
    JOIN core.contracts AS c ON c.epi_id = s.epi_id AND c.contract_id = s.contract_id
    WHERE s.post_code IN ('personnel', 'participants')
),
above AS (
    SELECT person_key, month, post_code FROM pay GROUP BY ALL HAVING sum(allocation_rate) > 1
)
SELECT
    'fse_spending' AS table_name, 'allocation_rate' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.allocation_rate AS VARCHAR) AS value_read,
    coalesce(lag(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near, lead(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near) AS twin
FROM pay AS s
SEMI JOIN above AS a ON a.person_key = s.person_key AND a.month = s.month AND a.post_code = s.post_code
WHERE s.allocation_rate IS NOT NULL
WINDOW near AS (PARTITION BY s.person_key, s.month, s.post_code ORDER BY s.epi_id, s.delivery_id, s.sheet, s.row_number)
