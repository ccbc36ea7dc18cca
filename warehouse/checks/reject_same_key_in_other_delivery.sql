-- code: DOUBLON-03
-- A contract, expense, outcome or operation stands in two deliveries of one EPI: the one received first stays, then by source name.
WITH keyed AS (
    SELECT 'contracts' AS table_name, 'contract_id' AS column_name, epi_id, delivery_id, sheet, row_number, contract_id AS business_key FROM core.contracts
    UNION ALL SELECT 'fse_spending', 'expense_id', epi_id, delivery_id, sheet, row_number, expense_id FROM core.fse_spending
    UNION ALL SELECT 'outcomes', 'contract_id', epi_id, delivery_id, sheet, row_number, contract_id FROM core.outcomes
    UNION ALL SELECT 'operations', 'operation_id', epi_id, delivery_id, sheet, row_number, operation_id FROM core.operations
),
received AS (
    SELECT epi_id, delivery_id, min(received_at) AS received_at, min(source_name) AS source_name
    FROM ledger.deliveries GROUP BY epi_id, delivery_id
),
ranked AS (
    SELECT k.*, row_number() OVER (
        PARTITION BY k.table_name, k.epi_id, k.business_key
        ORDER BY r.received_at, r.source_name, k.delivery_id, k.sheet, k.row_number
    ) AS rank
    FROM keyed AS k LEFT JOIN received AS r ON r.epi_id = k.epi_id AND r.delivery_id = k.delivery_id
)
SELECT table_name, column_name, epi_id, delivery_id, sheet, row_number, business_key, business_key AS value_read
FROM ranked WHERE rank > 1
