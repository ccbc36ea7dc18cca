-- The key of every table names one row.
SELECT 'epis' AS what, epi_id AS key FROM core.epis GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'organisations', concat_ws('/', epi_id, siret, name) FROM core.organisations GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'operations', epi_id || '/' || operation_id FROM core.operations GROUP BY epi_id, operation_id HAVING count(*) > 1
UNION ALL SELECT 'participations', concat_ws('/', epi_id, person_key, entry_date, operation_id) FROM core.participations WHERE person_key IS NOT NULL GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'contracts', epi_id || '/' || contract_id FROM core.contracts GROUP BY epi_id, contract_id HAVING count(*) > 1
UNION ALL SELECT 'fse_spending', epi_id || '/' || expense_id FROM core.fse_spending GROUP BY epi_id, expense_id HAVING count(*) > 1
UNION ALL SELECT 'outcomes', epi_id || '/' || contract_id FROM core.outcomes GROUP BY epi_id, contract_id HAVING count(*) > 1
UNION ALL SELECT 'followups', epi_id || '/' || contract_id FROM core.followups GROUP BY epi_id, contract_id HAVING count(*) > 1
UNION ALL SELECT 'resources', epi_id || '/' || resource_id FROM core.resources GROUP BY epi_id, resource_id HAVING count(*) > 1
UNION ALL SELECT 'claims', epi_id || '/' || operation_id || '/' || claim_id FROM core.claims GROUP BY epi_id, operation_id, claim_id HAVING count(*) > 1
