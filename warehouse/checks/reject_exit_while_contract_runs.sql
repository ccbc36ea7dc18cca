-- code: LIEN-04
-- R-O3: an exit while a contract of the same person still runs, without a term or before it, is no exit.
WITH contracts AS NOT MATERIALIZED (
    SELECT person_key, operation_id, start_date,
        coalesce(termination_date, CASE WHEN contract_type_code NOT IN ('CDI', 'CDI_PUB', 'TITULAIRE') THEN planned_end_date END, DATE '9999-12-31') AS ends
    FROM core.contracts
),
last_ends AS (
    SELECT hash(person_key, operation_id) AS key, max(ends) AS ends FROM contracts GROUP BY key
),
exits AS MATERIALIZED (
    SELECT x.epi_id, x.contract_id, x.exit_date, coalesce(c.person_key, x.person_key) AS person_key, c.operation_id
    FROM core.outcomes AS x
    LEFT JOIN core.contracts AS c ON c.epi_id = x.epi_id AND c.contract_id = x.contract_id
    SEMI JOIN last_ends AS l ON l.key = hash(coalesce(c.person_key, x.person_key), c.operation_id) AND l.ends > x.exit_date
    WHERE x.exit_reason_code NOT IN ('P0', 'P1')
)
SELECT DISTINCT
    'outcomes' AS table_name, 'exit_date' AS column_name, x.epi_id, o.delivery_id, o.sheet, o.row_number,
    x.contract_id AS business_key, CAST(x.exit_date AS VARCHAR) AS value_read
FROM exits AS x
JOIN contracts AS c ON c.person_key = x.person_key AND c.operation_id IS NOT DISTINCT FROM x.operation_id
    AND c.start_date <= x.exit_date AND c.ends > x.exit_date
JOIN core.outcomes AS o ON o.epi_id = x.epi_id AND o.contract_id = x.contract_id
