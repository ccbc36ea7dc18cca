-- code: LIEN-16
-- An exit or a follow-up names the holder of its contract.
WITH named AS (
    SELECT 'outcomes' AS table_name, epi_id, delivery_id, sheet, row_number, contract_id, person_key FROM core.outcomes WHERE person_key IS NOT NULL
    UNION ALL SELECT 'followups', epi_id, delivery_id, sheet, row_number, contract_id, person_key FROM core.followups WHERE person_key IS NOT NULL
)
SELECT
    n.table_name, 'contract_id' AS column_name, n.epi_id, n.delivery_id, n.sheet, n.row_number,
    n.contract_id AS business_key, n.contract_id AS value_read
FROM named AS n
JOIN core.contracts AS c ON c.epi_id = n.epi_id AND c.contract_id = n.contract_id
WHERE n.person_key <> c.person_key
