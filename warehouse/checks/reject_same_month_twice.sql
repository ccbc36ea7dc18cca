-- code: DOUBLON-13
-- R-E4: one month of one person declared twice under one post; lines that each take a part of it are for R-E5.
WITH twice AS (
    SELECT person_key, month_date, post_code FROM core.pay_in_parts GROUP BY ALL
    HAVING count(*) > 1 AND (max(allocation_rate) = 1 OR count(allocation_rate) < count(*))
)
SELECT
    'fse_spending' AS table_name, 'period_start_date' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.period_start_date AS VARCHAR) AS value_read,
    coalesce(lag(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near, lead(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near) AS twin
FROM core.pay_in_parts AS s
SEMI JOIN twice AS t ON t.person_key IS NOT DISTINCT FROM s.person_key AND t.month_date IS NOT DISTINCT FROM s.month_date
    AND t.post_code = s.post_code
WINDOW near AS (PARTITION BY s.person_key, s.month_date, s.post_code ORDER BY s.epi_id, s.delivery_id, s.sheet, s.row_number)
