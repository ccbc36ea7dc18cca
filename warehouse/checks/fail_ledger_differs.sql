-- The tables hold as many rows of each EPI and table in force as the ledger says were accepted.
WITH held AS (
    SELECT 'operations' AS table_name, epi_id, delivery_id FROM core.operations
    UNION ALL SELECT 'contracts', epi_id, delivery_id FROM core.contracts
    UNION ALL SELECT 'fse_spending', epi_id, delivery_id FROM core.fse_spending
    UNION ALL SELECT 'outcomes', epi_id, delivery_id FROM core.outcomes
),
counted AS (
    SELECT table_name, epi_id, delivery_id, count(*) AS n FROM held GROUP BY ALL
),
told AS (
    SELECT table_name, epi_id, delivery_id, sum(n_rows_accepted) AS n FROM ledger.delivery_tables GROUP BY ALL
)
SELECT c.table_name, c.epi_id, c.delivery_id, c.n, t.n AS told
FROM counted AS c LEFT JOIN told AS t USING (table_name, epi_id, delivery_id)
WHERE c.n IS DISTINCT FROM t.n
