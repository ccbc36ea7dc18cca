-- code: FSE-23
-- R-C6: a public employer signs no private CDI and no CUI-CIE.
WITH natures AS (
    SELECT siret, any_value(legal_nature_code ORDER BY epi_id) AS nature FROM core.organisations WHERE siret IS NOT NULL GROUP BY siret
)
SELECT
    'contracts' AS table_name, 'contract_type_code' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.contract_type_code AS VARCHAR) AS value_read
FROM core.contracts AS c
LEFT JOIN core.epis AS e ON e.epi_id = c.epi_id
LEFT JOIN natures AS n ON n.siret = coalesce(c.employer_siret, e.siret)
WHERE coalesce(n.nature, CASE WHEN coalesce(c.employer_siret = e.siret, TRUE) THEN e.legal_nature_code END) = 'publique'
    AND (
        c.contract_type_code IN ('CDI', 'CUI_CIE')
        OR (c.contract_type_code IN ('CUI_CAE', 'PEC') AND c.planned_end_date IS NULL)
    )
