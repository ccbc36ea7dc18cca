-- code: DOUBLON-14
-- One person, by the keyed hash, holds a contract in two EPI: no EPI is told whose row the other is.
WITH moved AS (
    SELECT hash(person_key) AS key FROM core.contracts WHERE person_key IS NOT NULL GROUP BY key HAVING min(epi_id) <> max(epi_id)
),
held AS NOT MATERIALIZED (
    SELECT c.epi_id, c.delivery_id, c.sheet, c.row_number, c.contract_id, c.person_key FROM core.contracts AS c
    SEMI JOIN moved AS m ON m.key = hash(c.person_key)
),
elsewhere AS (
    SELECT c.epi_id, c.delivery_id, c.sheet, c.row_number, c.contract_id,
        arg_min(struct_pack(epi_id := other.epi_id, delivery_id := other.delivery_id, sheet := other.sheet, row_number := other.row_number), other.epi_id || '/' || other.contract_id) AS twin
    FROM held AS c
    JOIN held AS other ON other.person_key = c.person_key AND other.epi_id <> c.epi_id
    GROUP BY ALL
)
SELECT
    'contracts' AS table_name, 'contract_id' AS column_name, epi_id, delivery_id, sheet, row_number,
    contract_id AS business_key, contract_id AS value_read, twin
FROM elsewhere
