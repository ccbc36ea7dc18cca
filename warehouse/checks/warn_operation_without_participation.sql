-- code: LIEN-17
-- R-P11: no contract of the EPI in the operation has an entry; told once, at the first of them, whatever their number.
WITH entered AS (
    SELECT DISTINCT c.epi_id, c.operation_id FROM core.contracts AS c
    SEMI JOIN core.participations AS p ON p.person_key = c.person_key AND p.operation_id = c.operation_id
),
first_rows AS (
    SELECT c.epi_id, c.operation_id, c.delivery_id, c.sheet, min(c.row_number) AS row_number
    FROM core.contracts AS c
    ANTI JOIN entered AS e ON e.epi_id = c.epi_id AND e.operation_id = c.operation_id
    WHERE c.operation_id IS NOT NULL AND c.cost_role_code IS DISTINCT FROM 'staff'
    GROUP BY ALL
)
SELECT
    'contracts' AS table_name, 'operation_id' AS column_name, epi_id, delivery_id, sheet, row_number,
    CAST(operation_id AS VARCHAR) AS business_key, CAST(operation_id AS VARCHAR) AS value_read
FROM first_rows
QUALIFY row_number() OVER (PARTITION BY epi_id, operation_id ORDER BY delivery_id, sheet, row_number) = 1
