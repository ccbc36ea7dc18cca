-- code: LIEN-10
-- of: participations
-- R-P1: an entry lies within the realisation period of its operation.
SELECT
    'participations' AS table_name, 'entry_date' AS column_name, p.epi_id, p.delivery_id, p.sheet, p.row_number,
    p.operation_id AS business_key, CAST(p.entry_date AS VARCHAR) AS value_read
FROM core.participations AS p
JOIN mart.operation_terms AS o ON o.operation_id = p.operation_id
WHERE p.entry_date NOT BETWEEN o.start_date AND o.end_date
