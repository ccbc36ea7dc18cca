-- code: FSE-24
-- R-C7: 25 years at most at the start of an emploi d'avenir, 29 with a recognised disability.
WITH disabled AS (
    SELECT DISTINCT person_key FROM core.participations WHERE disability_code = 'oui' AND person_key IS NOT NULL
)
SELECT
    'contracts' AS table_name, 'start_date' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.start_date AS VARCHAR) AS value_read
FROM core.contracts AS c
LEFT JOIN disabled AS d ON d.person_key = c.person_key
WHERE c.contract_type_code = 'EAV' AND c.start_age > CASE WHEN d.person_key IS NULL THEN 25 ELSE 29 END
