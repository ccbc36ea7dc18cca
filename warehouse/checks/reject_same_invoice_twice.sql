-- code: DOUBLON-12
-- R-E4: one invoice of one supplier declared twice, in any operation of any EPI; both lines go.
WITH twice AS (
    SELECT supplier_key, invoice_key, declared_eur FROM core.fse_spending
    WHERE supplier_key IS NOT NULL AND invoice_key IS NOT NULL
    GROUP BY ALL HAVING count(*) > 1
)
SELECT
    'fse_spending' AS table_name, 'invoice_number' AS column_name, s.epi_id, s.delivery_id, s.sheet, s.row_number,
    s.expense_id AS business_key, CAST(s.invoice_number AS VARCHAR) AS value_read,
    coalesce(lag(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near, lead(struct_pack(epi_id := s.epi_id, delivery_id := s.delivery_id, sheet := s.sheet, row_number := s.row_number)) OVER near) AS twin
FROM core.fse_spending AS s
SEMI JOIN twice AS t ON t.supplier_key = s.supplier_key AND t.invoice_key = s.invoice_key
    AND t.declared_eur IS NOT DISTINCT FROM s.declared_eur
WINDOW near AS (PARTITION BY s.supplier_key, s.invoice_key, s.declared_eur ORDER BY s.epi_id, s.delivery_id, s.sheet, s.row_number)
