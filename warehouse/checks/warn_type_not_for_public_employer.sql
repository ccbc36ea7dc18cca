-- code: FSE-23
-- R-C6: a public employer signs no private CDI and no CUI-CIE.
SELECT
    'contracts' AS table_name, 'contract_type_code' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.contract_type_code AS VARCHAR) AS value_read
FROM core.contract_employers AS c
WHERE c.legal_nature_code = 'publique'
    AND (
        c.contract_type_code IN ('CDI', 'CUI_CIE')
        OR (c.contract_type_code IN ('CUI_CAE', 'PEC') AND c.planned_end_date IS NULL)
    )
