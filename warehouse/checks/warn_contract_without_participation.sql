-- code: LIEN-11
-- R-P11: who is recruited in an operation has answered its entry questionnaire, unless of its staff.
SELECT
    'contracts' AS table_name, 'operation_id' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.operation_id AS VARCHAR) AS value_read
FROM core.contracts AS c
ANTI JOIN core.participations AS p ON p.person_key = c.person_key AND p.operation_id = c.operation_id
WHERE c.operation_id IS NOT NULL AND c.cost_role_code IS DISTINCT FROM 'staff'
