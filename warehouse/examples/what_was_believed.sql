-- question: What was believed of the contracts on an earlier night, and what has changed since?
SELECT epi_id, contract_id, planned_end_date, known_from, known_to
FROM history.contracts
WHERE known_from <= (SELECT min(started_at) FROM ledger.runs)
ORDER BY ALL;
