-- code: FSE-47
-- R-E14: a report is filed once every participant of its period is entered.
WITH unentered AS (
    SELECT c.operation_id, min(c.start_date) AS first_start
    FROM core.contracts AS c
    ANTI JOIN core.participations AS p ON p.person_key = c.person_key AND p.operation_id = c.operation_id
    WHERE c.cost_role_code IS DISTINCT FROM 'staff' AND c.operation_id IS NOT NULL
    GROUP BY c.operation_id
)
SELECT
    'claims' AS table_name, 'has_participants' AS column_name, b.epi_id, b.delivery_id, b.sheet, b.row_number,
    b.claim_id AS business_key, CAST(b.has_participants AS VARCHAR) AS value_read
FROM core.claims AS b
LEFT JOIN unentered AS u ON u.operation_id = b.operation_id AND u.first_start <= b.period_end_date
WHERE (b.filed_date IS NOT NULL OR b.due_date <= (SELECT max_by(as_of_date, run_id) FROM ledger.runs)) AND (u.operation_id IS NOT NULL OR NOT b.has_participants)
