-- code: FSE-50
-- R-O4: what the status at entry keeps out of CR04, CR06 and CR07.
WITH entries AS (
    SELECT person_key, operation_id, min_by(entry_status_code, entry_date) AS entry_status_code
    FROM core.participations WHERE person_key IS NOT NULL GROUP BY ALL
),
results AS (
    SELECT 'outcomes' AS table_name, 'exit_status_code' AS column_name, epi_id, delivery_id, sheet, row_number, contract_id,
        CASE exit_status_code WHEN 'en_emploi' THEN 'job' END AS result, exit_status_code AS value_read
    FROM core.outcomes
    UNION ALL
    SELECT 'followups', 'followup_status_code', epi_id, delivery_id, sheet, row_number, contract_id,
        CASE followup_status_code WHEN 'en_emploi' THEN 'job' END, followup_status_code
    FROM core.followups WHERE coalesce(improvement_code, 'aucune') = 'aucune'
    UNION ALL
    SELECT 'followups', 'improvement_code', epi_id, delivery_id, sheet, row_number, contract_id, 'improvement', improvement_code
    FROM core.followups WHERE improvement_code <> 'aucune'
)
SELECT
    r.table_name, r.column_name, r.epi_id, r.delivery_id, r.sheet, r.row_number, r.contract_id AS business_key, r.value_read
FROM results AS r
JOIN core.contracts AS c ON c.epi_id = r.epi_id AND c.contract_id = r.contract_id
JOIN entries AS e ON e.person_key = c.person_key AND e.operation_id = c.operation_id
WHERE (r.result = 'job' AND e.entry_status_code = 'en_emploi')
    OR (r.result = 'improvement' AND e.entry_status_code <> 'en_emploi')
