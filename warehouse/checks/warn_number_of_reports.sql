-- code: FSE-43
-- R-E10: how many reports an operation of its length provides for, by programming period.
SELECT
    'operations' AS table_name, 'planned_claims' AS column_name, o.epi_id, o.delivery_id, o.sheet, o.row_number,
    o.operation_id AS business_key, CAST(o.planned_claims AS VARCHAR) AS value_read
FROM core.report_limits AS o
WHERE o.planned_claims < o.n_fewest OR o.planned_claims > o.n_most
