-- code: DATE-53
-- of: participations
-- R-P10: the entry questionnaire is answered before the exit of the exit questionnaire.
WITH exits AS (
    SELECT x.person_key, x.operation_id, max(x.exit_date) AS exit_date FROM mart.outcome_overview AS x
    SEMI JOIN core.participations AS p ON p.person_key = x.person_key AND p.operation_id = x.operation_id
    WHERE x.exit_reason_code NOT IN ('P0', 'P1') GROUP BY ALL
)
SELECT
    'participations' AS table_name, 'questionnaire_date' AS column_name, p.epi_id, p.delivery_id, p.sheet, p.row_number,
    p.operation_id AS business_key, CAST(p.questionnaire_date AS VARCHAR) AS value_read
FROM core.participations AS p
JOIN exits AS x ON x.person_key = p.person_key AND x.operation_id = p.operation_id
WHERE p.questionnaire_date > x.exit_date
