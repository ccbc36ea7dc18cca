-- code: FSE-22
-- R-C5: one renewal of a CDD, two for chains that run on 19 August 2015 or later; none of the policy contracts.
SELECT
    'contracts' AS table_name, 'renewal_rank' AS column_name, c.epi_id, k.delivery_id, k.sheet, k.row_number,
    c.contract_id AS business_key, CAST(c.renewal_rank AS VARCHAR) AS value_read
FROM mart.contract_chains AS c
JOIN core.contracts AS k ON k.epi_id = c.epi_id AND k.contract_id = c.contract_id
WHERE c.contract_type_code = 'CDD' AND c.planned_end_date = c.chain_end_date
    AND c.n_renewals > CASE WHEN c.chain_end_date < DATE '2015-08-19' THEN 1 ELSE 2 END
