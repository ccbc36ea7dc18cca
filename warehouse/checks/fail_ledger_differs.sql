-- The tables hold as many rows of each EPI, delivery and table in force as the ledger says were accepted, and no other.
WITH held AS (
    SELECT 'operations' AS table_name, epi_id, delivery_id FROM core.operations
    UNION ALL SELECT 'contracts', epi_id, delivery_id FROM core.contracts
    UNION ALL SELECT 'fse_spending', epi_id, delivery_id FROM core.fse_spending
    UNION ALL SELECT 'outcomes', epi_id, delivery_id FROM core.outcomes
    UNION ALL SELECT 'organisations', epi_id, delivery_id FROM core.organisations
    UNION ALL SELECT 'participations', epi_id, delivery_id FROM core.participations
    UNION ALL SELECT 'followups', epi_id, delivery_id FROM core.followups
    UNION ALL SELECT 'resources', epi_id, delivery_id FROM core.resources
    UNION ALL SELECT 'claims', epi_id, delivery_id FROM core.claims
),
counted AS (
    SELECT table_name, epi_id, delivery_id, count(*) AS n FROM held GROUP BY ALL
),
told AS (
    SELECT f.table_name, f.epi_id, f.delivery_id, sum(t.n_rows_accepted) AS n
    FROM (SELECT DISTINCT table_name, epi_id, delivery_id FROM in_force) AS f
    LEFT JOIN ledger.delivery_tables AS t USING (table_name, epi_id, delivery_id)
    GROUP BY ALL
)
SELECT table_name, epi_id, delivery_id, c.n, t.n AS told
FROM counted AS c FULL JOIN told AS t USING (table_name, epi_id, delivery_id)
WHERE coalesce(c.n, 0) <> coalesce(t.n, -1)
