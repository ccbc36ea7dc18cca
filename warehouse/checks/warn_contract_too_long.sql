-- code: FSE-20
-- R-C4: longer than the type allows, alone or with its renewals. 18 months for a CDD is the usual limit; others exist.
WITH long AS MATERIALIZED (
    SELECT c.epi_id, c.contract_id, c.planned_end_date FROM mart.contract_chains AS c
    JOIN core.contract_types AS t ON t.code = c.contract_type_code
    WHERE c.start_date + to_months(CAST(nullif(t.months_each, '') AS INTEGER)) <= c.planned_end_date
        OR (
            c.planned_end_date = c.chain_end_date
            AND c.chain_start_date + to_months(CAST(nullif(t.months_total, '') AS INTEGER)) <= c.chain_end_date
        )
)
SELECT
    'contracts' AS table_name, 'planned_end_date' AS column_name, c.epi_id, k.delivery_id, k.sheet, k.row_number,
    c.contract_id AS business_key, CAST(c.planned_end_date AS VARCHAR) AS value_read
FROM long AS c
JOIN core.contracts AS k ON k.epi_id = c.epi_id AND k.contract_id = c.contract_id
WHERE NOT coalesce(k.has_derogation, FALSE)
