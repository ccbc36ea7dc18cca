-- code: LIEN-04
-- R-O3: an exit while a contract of the same person still runs, without a term or before it, is no exit.
SELECT DISTINCT
    'outcomes' AS table_name, 'exit_date' AS column_name, x.epi_id, x.delivery_id, x.sheet, x.row_number,
    x.contract_id AS business_key, CAST(x.exit_date AS VARCHAR) AS value_read
FROM mart.outcome_overview AS x
JOIN core.contracts AS c ON c.person_key = x.person_key AND c.operation_id IS NOT DISTINCT FROM x.operation_id AND c.start_date <= x.exit_date
    AND coalesce(c.termination_date, CASE WHEN c.contract_type_code NOT IN ('CDI', 'CDI_PUB', 'TITULAIRE') THEN c.planned_end_date END, DATE '9999-12-31') > x.exit_date
WHERE x.is_exit
