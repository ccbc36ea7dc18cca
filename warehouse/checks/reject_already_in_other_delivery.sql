-- code: DOUBLON-03
-- A row of one key stands in two deliveries of one EPI: the one received first stays, then by source name.
WITH keyed AS NOT MATERIALIZED (
    SELECT 'contracts' AS table_name, 'contract_id' AS column_name, epi_id, delivery_id, sheet, row_number, contract_id AS business_key, contract_id AS key FROM core.contracts
    UNION ALL SELECT 'fse_spending', 'expense_id', epi_id, delivery_id, sheet, row_number, expense_id, expense_id FROM core.fse_spending
    UNION ALL SELECT 'outcomes', 'contract_id', epi_id, delivery_id, sheet, row_number, contract_id, contract_id FROM core.outcomes
    UNION ALL SELECT 'followups', 'contract_id', epi_id, delivery_id, sheet, row_number, contract_id, contract_id FROM core.followups
    UNION ALL SELECT 'operations', 'operation_id', epi_id, delivery_id, sheet, row_number, operation_id, operation_id FROM core.operations
    UNION ALL SELECT 'resources', 'resource_id', epi_id, delivery_id, sheet, row_number, resource_id, resource_id FROM core.resources
    UNION ALL SELECT 'claims', 'claim_id', epi_id, delivery_id, sheet, row_number, claim_id, operation_id || '/' || claim_id FROM core.claims
    UNION ALL SELECT 'organisations', 'name', epi_id, delivery_id, sheet, row_number, name, concat_ws('/', siret, name) FROM core.organisations
    UNION ALL SELECT 'participations', 'operation_id', epi_id, delivery_id, sheet, row_number, operation_id, concat_ws('/', person_key, entry_date, operation_id)
        FROM core.participations WHERE person_key IS NOT NULL
),
received AS (
    SELECT epi_id, delivery_id, min(received_at) AS received_at, min(source_name) AS source_name
    FROM ledger.deliveries GROUP BY epi_id, delivery_id
),
twice AS (
    SELECT hash(table_name, epi_id, key) AS place FROM keyed GROUP BY place HAVING count(*) > 1
),
ranked AS (
    SELECT k.*, row_number() OVER (
        PARTITION BY k.table_name, k.epi_id, k.key
        ORDER BY r.received_at, r.source_name, k.delivery_id, k.sheet, k.row_number
    ) AS rank
    FROM keyed AS k
    SEMI JOIN twice AS t ON t.place = hash(k.table_name, k.epi_id, k.key)
    LEFT JOIN received AS r ON r.epi_id = k.epi_id AND r.delivery_id = k.delivery_id
)
SELECT table_name, column_name, epi_id, delivery_id, sheet, row_number, business_key, business_key AS value_read
FROM ranked WHERE rank > 1
