-- code: LIEN-02
-- A row names an operation that nobody declared.
WITH named AS (
    SELECT 'fse_spending' AS table_name, epi_id, delivery_id, sheet, row_number, operation_id, expense_id AS business_key FROM core.fse_spending
    UNION ALL SELECT 'contracts', epi_id, delivery_id, sheet, row_number, operation_id, contract_id FROM core.contracts
    UNION ALL SELECT 'participations', epi_id, delivery_id, sheet, row_number, operation_id, operation_id FROM core.participations
    UNION ALL SELECT 'resources', epi_id, delivery_id, sheet, row_number, operation_id, resource_id FROM core.resources
    UNION ALL SELECT 'claims', epi_id, delivery_id, sheet, row_number, operation_id, claim_id FROM core.claims
)
SELECT
    n.table_name, 'operation_id' AS column_name, n.epi_id, n.delivery_id, n.sheet, n.row_number, n.business_key,
    n.operation_id AS value_read
FROM named AS n
ANTI JOIN core.operations AS o ON o.operation_id = n.operation_id
WHERE n.operation_id IS NOT NULL
