-- code: FSE-34
-- R-E6: one salary is personnel or participants, never both; both lines go.
SELECT
    'fse_spending' AS table_name, 'post_code' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.post_code AS VARCHAR) AS value_read,
    min(struct_pack(epi_id := other.epi_id, delivery_id := other.delivery_id, sheet := other.sheet, row_number := other.row_number)) AS twin
FROM core.pay_in_parts AS s
JOIN core.pay_in_parts AS other ON other.person_key = s.person_key AND other.month_date = s.month_date AND other.post_code <> s.post_code
    AND coalesce(other.cost_base_eur, other.declared_eur) = coalesce(s.cost_base_eur, s.declared_eur)
GROUP BY ALL
