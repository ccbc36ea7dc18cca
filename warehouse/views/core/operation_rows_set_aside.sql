-- title: Lignes mises de côté des opérations
-- description: The expenses, reports, resources and participants set aside, with the operation and the report that they name, as read.
-- grain: one row per row set aside
-- is_in_force: Whether other rows of its file are in this warehouse. | En vigueur
-- is_said_again: Whether a row in force has its number: the line repeated, or that of the file before. | Redite
WITH named AS (
    SELECT regexp_extract(values_json, '"operation_id": ?"([^"]*)"', 1) AS operation_id,
        regexp_extract(values_json, '"claim_id": ?"([^"]*)"', 1) AS claim_id, table_name, epi_id, delivery_id, sheet,
        row_number, business_key, amount_eur
    FROM quality.quarantine WHERE table_name IN ('fse_spending', 'claims', 'resources', 'participations')
),
standing AS (
    SELECT DISTINCT n.table_name, n.epi_id, n.operation_id, n.business_key
    FROM named AS n JOIN core.fse_spending AS s ON s.epi_id = n.epi_id AND s.expense_id = n.business_key
    WHERE n.table_name = 'fse_spending'
    UNION ALL
    SELECT DISTINCT n.table_name, n.epi_id, n.operation_id, n.business_key
    FROM named AS n JOIN core.resources AS r ON r.epi_id = n.epi_id AND r.resource_id = n.business_key
    WHERE n.table_name = 'resources'
    UNION ALL
    SELECT DISTINCT n.table_name, n.epi_id, n.operation_id, n.business_key
    FROM named AS n
    JOIN core.claims AS b ON b.epi_id = n.epi_id AND b.operation_id = n.operation_id AND b.claim_id = n.business_key
    WHERE n.table_name = 'claims'
),
stood AS (
    SELECT epi_id, delivery_id, bool_or(is_in_force) AS is_in_force FROM ledger.deliveries GROUP BY ALL
)
SELECT n.*, d.is_in_force, s.business_key IS NOT NULL AS is_said_again
FROM named AS n
JOIN stood AS d ON d.epi_id = n.epi_id AND d.delivery_id = n.delivery_id
LEFT JOIN standing AS s ON s.table_name = n.table_name AND s.epi_id = n.epi_id AND s.operation_id = n.operation_id
    AND s.business_key = n.business_key
ORDER BY ALL
