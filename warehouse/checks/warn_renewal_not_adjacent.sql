-- code: FSE-27
-- R-C11: a renewal begins the day after the contract before it ends.
SELECT
    'contracts' AS table_name, 'start_date' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.start_date AS VARCHAR) AS value_read
FROM mart.contract_chains AS c
WHERE c.start_date <> c.previous_end_date + 1
