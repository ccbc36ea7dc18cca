-- code: FSE-49
-- of: followups
-- R-O2: six months after the exit, give or take 30 days, counts; anything else does not.
SELECT
    'followups' AS table_name, 'observation_date' AS column_name, f.epi_id, f.delivery_id, f.sheet, f.row_number,
    f.contract_id AS business_key, CAST(f.observation_date AS VARCHAR) AS value_read
FROM core.followups AS f
JOIN core.outcomes AS x ON x.epi_id = f.epi_id AND x.contract_id = f.contract_id
WHERE abs(datediff('day', CAST(x.exit_date + to_months(6) AS DATE), f.observation_date)) > 30
