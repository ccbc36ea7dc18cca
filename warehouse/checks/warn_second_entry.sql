-- code: FSE-28
-- of: participations
-- R-P2: a person counts once an operation, however often the same EPI enters the person.
SELECT
    'participations' AS table_name, 'entry_date' AS column_name, p.epi_id, p.delivery_id, p.sheet, p.row_number,
    p.operation_id AS business_key, CAST(p.entry_date AS VARCHAR) AS value_read
FROM core.participations AS p
WHERE p.person_key IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY p.epi_id, p.person_key, p.operation_id ORDER BY p.entry_date, p.sheet, p.row_number) > 1
