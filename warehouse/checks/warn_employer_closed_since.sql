-- code: IDENT-50
-- R-S4: an establishment closed for good, on rows of before.
WITH employed AS (
    SELECT c.*, coalesce(c.employer_siret, e.siret) AS siret FROM core.contracts AS c
    LEFT JOIN core.epis AS e ON e.epi_id = c.epi_id
),
closed AS (
    SELECT siret, min(closing_date) AS closing_date FROM core.organisations
    WHERE siret_state_code = 'fermé-définitivement' AND siret IS NOT NULL GROUP BY siret
)
SELECT
    'contracts' AS table_name, 'employer_siret' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.siret AS VARCHAR) AS value_read
FROM employed AS c
JOIN closed AS o ON o.siret = c.siret
WHERE coalesce(c.start_date <= o.closing_date, TRUE)
