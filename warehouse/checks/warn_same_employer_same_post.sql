-- code: FSE-53
-- R-O10, R-S4: the same post at the same employer, or at its successor, is a CDI in the structure or a renewal, which is no exit.
WITH succeeded AS (
    SELECT siret, min(successor_siret) AS successor_siret FROM core.organisations
    WHERE siret_state_code = 'successeur-ouvert' AND siret IS NOT NULL AND successor_siret IS NOT NULL GROUP BY siret
)
SELECT
    'outcomes' AS table_name, 'exit_reason_code' AS column_name, x.epi_id, x.delivery_id, x.sheet, x.row_number,
    x.contract_id AS business_key, CAST(x.exit_reason_code AS VARCHAR) AS value_read
FROM core.outcomes AS x
JOIN core.contracts AS c ON c.epi_id = x.epi_id AND c.contract_id = x.contract_id
LEFT JOIN core.epis AS e ON e.epi_id = c.epi_id
LEFT JOIN succeeded AS was ON was.siret = coalesce(c.employer_siret, e.siret)
LEFT JOIN succeeded AS next ON next.siret = x.next_employer_siret
WHERE coalesce(next.successor_siret, x.next_employer_siret) = coalesce(was.successor_siret, c.employer_siret, e.siret)
    AND x.next_rome_code = c.rome_code AND x.exit_reason_code NOT IN ('P0', '1', '11')
