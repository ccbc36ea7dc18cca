-- code: FSE-34
-- R-E6: one salary is personnel or participants, never both; both lines go.
WITH pay AS (
    SELECT s.*, c.person_key, date_trunc('month', s.period_start_date) AS month
    FROM core.fse_spending AS s
    JOIN core.contracts AS c ON c.epi_id = s.epi_id AND c.contract_id = s.contract_id
    WHERE s.post_code IN ('personnel', 'participants')
)
SELECT
    'fse_spending' AS table_name, 'post_code' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.post_code AS VARCHAR) AS value_read,
    min(struct_pack(epi_id := other.epi_id, delivery_id := other.delivery_id, sheet := other.sheet, row_number := other.row_number)) AS twin
FROM pay AS s
JOIN pay AS other ON other.person_key = s.person_key AND other.month = s.month AND other.post_code <> s.post_code
    AND coalesce(other.cost_base_eur, other.declared_eur) = coalesce(s.cost_base_eur, s.declared_eur)
GROUP BY ALL
