-- code: FSE-32
-- of: participations
-- R-P9: the status asked is that of before the recruitment.
SELECT DISTINCT
    'participations' AS table_name, 'entry_status_code' AS column_name, p.epi_id, p.delivery_id, p.sheet, p.row_number,
    p.operation_id AS business_key, p.entry_status_code AS value_read
FROM core.participations AS p
JOIN core.contracts AS c ON c.person_key = p.person_key AND c.operation_id = p.operation_id AND c.start_date = p.entry_date
WHERE p.entry_status_code = 'en_emploi'
