-- code: DATE-55
-- No rule of the domain: a contract that begins more than a year after the day of the night has a wrong year, 2041 for 2014.
SELECT
    'contracts' AS table_name, 'start_date' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.start_date AS VARCHAR) AS value_read
FROM core.contracts AS c
WHERE c.start_date > (SELECT max_by(as_of_date, run_id) FROM ledger.runs) + to_years(1)
