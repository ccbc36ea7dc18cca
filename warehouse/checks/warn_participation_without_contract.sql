-- code: LIEN-12
-- of: participations
-- R-P11: a participant has a contract in the operation.
SELECT
    'participations' AS table_name, 'operation_id' AS column_name, p.epi_id, p.delivery_id, p.sheet, p.row_number,
    p.operation_id AS business_key, CAST(p.operation_id AS VARCHAR) AS value_read
FROM core.participations AS p
ANTI JOIN core.contracts AS c ON c.person_key = p.person_key AND c.operation_id = p.operation_id
