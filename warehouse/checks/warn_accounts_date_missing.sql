-- code: FSE-48
-- R-E15, F-E6: without this date nobody knows until when the documents of a closed operation are kept.
SELECT
    'operations' AS table_name, 'accounts_date' AS column_name, o.epi_id, o.delivery_id, o.sheet, o.row_number,
    o.operation_id AS business_key, CAST(o.accounts_date AS VARCHAR) AS value_read
FROM core.operations AS o
WHERE o.end_date + to_months(9) < (SELECT max_by(as_of_date, run_id) FROM ledger.runs) AND (
    (o.programming_period_code = '2014-2020' AND o.accounts_date IS NULL)
    OR (o.programming_period_code = '2021-2027' AND o.last_payment_date IS NULL)
)
