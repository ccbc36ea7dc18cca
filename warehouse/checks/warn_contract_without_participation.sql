-- code: LIEN-11
-- R-P11: who is recruited in an operation has answered its entry questionnaire, unless of its staff; told of each
-- contract where the EPI has others of the operation with an entry (LIEN-17: it has none).
WITH entered AS (
    SELECT DISTINCT c.epi_id, c.operation_id FROM core.contracts AS c
    SEMI JOIN core.participations AS p ON p.person_key = c.person_key AND p.operation_id = c.operation_id
)
SELECT
    'contracts' AS table_name, 'operation_id' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.operation_id AS VARCHAR) AS value_read
FROM core.contracts AS c
SEMI JOIN entered AS e ON e.epi_id = c.epi_id AND e.operation_id = c.operation_id
ANTI JOIN core.participations AS p ON p.person_key = c.person_key AND p.operation_id = c.operation_id
WHERE c.cost_role_code IS DISTINCT FROM 'staff'
