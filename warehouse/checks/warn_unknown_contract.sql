-- code: LIEN-01
-- An expense, exit or follow-up names a contract that its EPI did not declare, or that was set aside.
WITH named AS (
    SELECT 'fse_spending' AS table_name, epi_id, delivery_id, sheet, row_number, contract_id, expense_id AS business_key FROM core.fse_spending
    UNION ALL SELECT 'outcomes', epi_id, delivery_id, sheet, row_number, contract_id, contract_id FROM core.outcomes
    UNION ALL SELECT 'followups', epi_id, delivery_id, sheet, row_number, contract_id, contract_id FROM core.followups
)
SELECT
    n.table_name, 'contract_id' AS column_name, n.epi_id, n.delivery_id, n.sheet, n.row_number, n.business_key,
    n.contract_id AS value_read
FROM named AS n
ANTI JOIN core.contracts AS c ON c.epi_id = n.epi_id AND c.contract_id = n.contract_id
WHERE n.contract_id IS NOT NULL
