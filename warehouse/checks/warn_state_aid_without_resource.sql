-- code: FSE-35
-- R-E7: the aid of the State for a contract is a resource of the operation, in every month of the contract so far.
WITH months AS (
    SELECT epi_id, contract_id, operation_id, unnest(generate_series(
        date_trunc('month', start_date), least(coalesce(termination_date, CASE WHEN contract_type_code NOT IN ('CDI', 'CDI_PUB', 'TITULAIRE') THEN planned_end_date END), (SELECT max_by(as_of_date, run_id) FROM ledger.runs)), INTERVAL 1 MONTH
    )) AS month
    FROM core.contracts WHERE state_aid_eur > 0 AND operation_id IS NOT NULL
),
missing AS (
    SELECT DISTINCT m.epi_id, m.contract_id
    FROM months AS m
    ANTI JOIN core.resources AS r ON r.operation_id = m.operation_id AND r.funder_type_code = 'etat'
        AND coalesce(r.is_allocated, TRUE) AND coalesce(r.period_start_date, DATE '1900-01-01') < m.month + INTERVAL 1 MONTH
        AND coalesce(r.period_end_date, DATE '9999-12-31') >= m.month
)
SELECT
    'contracts' AS table_name, 'state_aid_eur' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.state_aid_eur AS VARCHAR) AS value_read
FROM core.contracts AS c
SEMI JOIN missing AS m ON m.epi_id = c.epi_id AND m.contract_id = c.contract_id
