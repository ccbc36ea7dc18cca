-- code: FSE-21
-- R-C4: shorter than the type asks; a contract that is lengthened counts with its renewals.
SELECT
    'contracts' AS table_name, 'planned_end_date' AS column_name, c.epi_id, k.delivery_id, k.sheet, k.row_number,
    c.contract_id AS business_key, CAST(c.planned_end_date AS VARCHAR) AS value_read
FROM mart.contract_chains AS c
JOIN core.contracts AS k ON k.epi_id = c.epi_id AND k.contract_id = c.contract_id
JOIN core.contract_types AS t ON t.code = c.contract_type_code
WHERE c.planned_end_date = c.chain_end_date
    AND c.chain_start_date + to_months(CAST(nullif(t.months_least, '') AS INTEGER)) > c.chain_end_date + 1
