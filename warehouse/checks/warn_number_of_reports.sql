-- code: FSE-43
-- R-E10: how many reports an operation of its length provides for, by programming period.
WITH measured AS (
    SELECT *, datesub('month', start_date, end_date + 1) - CASE WHEN start_date + to_months(CAST(datesub('month', start_date, end_date + 1) AS INTEGER)) = end_date + 1 THEN 1 ELSE 0 END AS months
    FROM core.operations
),
due AS (
    SELECT *,
        CASE
            WHEN programming_period_code = '2014-2020' AND months < 24 THEN [1, 2]
            WHEN programming_period_code = '2014-2020' AND months < 36 THEN [2, 3]
            WHEN programming_period_code = '2021-2027' AND months < 12 THEN [1, 1]
            WHEN programming_period_code = '2021-2027' AND months < 24 THEN [1, 2]
            WHEN programming_period_code = '2021-2027' AND months < 36 THEN [2, 99]
            WHEN programming_period_code = '2021-2027' AND months < 48 THEN [3, 99]
        END AS limits
    FROM measured
)
SELECT
    'operations' AS table_name, 'planned_claims' AS column_name, o.epi_id, o.delivery_id, o.sheet, o.row_number,
    o.operation_id AS business_key, CAST(o.planned_claims AS VARCHAR) AS value_read
FROM due AS o
WHERE o.planned_claims NOT BETWEEN o.limits[1] AND o.limits[2]
