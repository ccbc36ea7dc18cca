-- The key of every table names one row.
SELECT 'epis' AS what, epi_id AS key FROM core.epis GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'operations', epi_id || '/' || operation_id FROM core.operations GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'contracts', epi_id || '/' || contract_id FROM core.contracts GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'fse_spending', epi_id || '/' || expense_id FROM core.fse_spending GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'outcomes', epi_id || '/' || contract_id FROM core.outcomes GROUP BY ALL HAVING count(*) > 1
