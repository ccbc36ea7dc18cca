-- code: FSE-27
-- R-C11: a renewal begins the day after the contract before it ends.
SELECT
    'contracts' AS table_name, 'start_date' AS column_name, c.epi_id, k.delivery_id, k.sheet, k.row_number,
    c.contract_id AS business_key, CAST(c.start_date AS VARCHAR) AS value_read
FROM mart.contract_chains AS c
JOIN core.contracts AS k ON k.epi_id = c.epi_id AND k.contract_id = c.contract_id
WHERE c.start_date <> c.previous_end_date + 1
