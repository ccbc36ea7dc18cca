-- code: DOUBLON-13
-- R-E4: one month of one person declared twice under one post; lines that each take a part of it are for R-E5.
WITH pay AS (
    SELECT s.*, c.person_key, date_trunc('month', s.period_start_date) AS month
    FROM core.fse_spending AS s
    JOIN core.contracts AS c ON c.epi_id = s.epi_id AND c.contract_id = s.contract_id
    WHERE s.post_code IN ('personnel', 'participants')
),
twice AS (
    SELECT person_key, month, post_code FROM pay GROUP BY ALL
    HAVING count(*) > 1 AND (max(allocation_rate) = 1 OR count(allocation_rate) < count(*))
)
SELECT
    'fse_spending' AS table_name, 'period_start_date' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.period_start_date AS VARCHAR) AS value_read,
    coalesce(lag(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near, lead(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near) AS twin
FROM pay AS s
SEMI JOIN twice AS t ON t.person_key IS NOT DISTINCT FROM s.person_key AND t.month IS NOT DISTINCT FROM s.month
    AND t.post_code = s.post_code
WINDOW near AS (PARTITION BY s.person_key, s.month, s.post_code ORDER BY s.epi_id, s.delivery_id, s.sheet, s.row_number)
