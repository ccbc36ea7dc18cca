-- question: From which cell of which file was each declared amount read?
WITH received AS (
    SELECT epi_id, delivery_id, min(filename) AS filename FROM ledger.deliveries GROUP BY ALL
)
SELECT s.expense_id, s.declared_eur, d.filename, s.sheet, c.column_letter || s.row_number AS cell, s.delivery_id
FROM core.fse_spending AS s
JOIN received AS d USING (epi_id, delivery_id)
ASOF JOIN ledger.delivery_columns AS c
    ON c.epi_id = s.epi_id AND c.delivery_id = s.delivery_id AND c.sheet = s.sheet AND c.table_name = 'fse_spending'
    AND c.column_name = 'declared_eur' AND s.row_number > c.header_row
ORDER BY s.epi_id, s.expense_id;
