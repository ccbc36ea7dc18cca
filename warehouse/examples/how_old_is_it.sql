-- question: How old is what stands of each source?
SELECT epi_id, source_name, filename, state, is_last_received, datediff('day', received_at, started_at) AS age_days
FROM ledger.deliveries CROSS JOIN (SELECT max(started_at) AS started_at FROM ledger.runs)
WHERE is_in_force
ORDER BY ALL;
