-- code: DOUBLON-13
-- R-E4: one month of one person declared twice under one post; lines that each take a part of it are for R-E5.
WITH pay AS (
    SELECT s.*, c.person_key, date_trunc('month', s.period_start_date) AS month
    FROM core.fse_spending AS s
    JOIN core.contracts AS c ON c.epi_id = s.epi_id AND c.contract_id = s.contract_id
    WHERE s.post_code IN ('personnel', 'participants')
)
SELECT
    'fse_spending' AS table_name, 'period_start_date' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.period_start_date AS VARCHAR) AS value_read,
    coalesce(lag(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near, lead(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near) AS twin
FROM pay AS s
WINDOW same AS (PARTITION BY s.person_key, s.month, s.post_code),
    near AS (PARTITION BY s.person_key, s.month, s.post_code ORDER BY s.epi_id, s.delivery_id, s.sheet, s.row_number)
QUALIFY count(*) OVER same > 1
    AND (max(s.allocation_rate) OVER same = 1 OR count(s.allocation_rate) OVER same < count(*) OVER same)
