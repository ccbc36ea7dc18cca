-- code: LIEN-01
-- An expense, exit or follow-up names a contract that its EPI did not declare, or that was set aside. A row that names
-- none finds the null of its EPI among the known: of a filter the planner would think that it leaves a fifth of the rows.
WITH named AS (
    SELECT 'fse_spending' AS table_name, epi_id, delivery_id, sheet, row_number, contract_id, expense_id AS business_key FROM core.fse_spending
    UNION ALL SELECT 'outcomes', epi_id, delivery_id, sheet, row_number, contract_id, contract_id FROM core.outcomes
    UNION ALL SELECT 'followups', epi_id, delivery_id, sheet, row_number, contract_id, contract_id FROM core.followups
),
known AS (
    SELECT epi_id, contract_id FROM core.contracts
    UNION ALL
    SELECT DISTINCT epi_id, NULL FROM core.fse_spending WHERE contract_id IS NULL
)
SELECT
    n.table_name, 'contract_id' AS column_name, n.epi_id, n.delivery_id, n.sheet, n.row_number, n.business_key,
    n.contract_id AS value_read
FROM named AS n
ANTI JOIN known AS k ON k.epi_id = n.epi_id AND k.contract_id IS NOT DISTINCT FROM n.contract_id
