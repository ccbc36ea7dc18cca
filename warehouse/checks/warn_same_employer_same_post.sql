-- code: FSE-53
-- R-O10, R-S4: the same post at the same employer, or at its successor, is a CDI in the structure or a renewal, which is no exit.
SELECT
    'outcomes' AS table_name, 'exit_reason_code' AS column_name, x.epi_id, x.delivery_id, x.sheet, x.row_number,
    x.contract_id AS business_key, CAST(x.exit_reason_code AS VARCHAR) AS value_read
FROM core.outcomes AS x
JOIN core.contract_employers AS c ON c.epi_id = x.epi_id AND c.contract_id = x.contract_id
LEFT JOIN core.siret_successors AS s ON s.siret = x.next_employer_siret
WHERE x.next_employer_siret IS NOT NULL AND x.next_rome_code IS NOT NULL AND coalesce(s.last_siret, x.next_employer_siret) = c.followed_siret
    AND x.next_rome_code = c.rome_code AND x.exit_reason_code NOT IN ('P0', '1', '11')
