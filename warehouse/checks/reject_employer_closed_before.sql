-- code: IDENT-51
-- R-S4: nobody is hired by an establishment that had closed.
SELECT
    'contracts' AS table_name, 'employer_siret' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.employer_siret AS VARCHAR) AS value_read
FROM core.contract_employers AS c
WHERE c.start_date > c.closing_date
