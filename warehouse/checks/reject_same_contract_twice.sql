-- code: DOUBLON-11
-- R-C8, R-S4: one person, one employer or its successor, the same days: the contract received first stays.
WITH received AS (
    SELECT epi_id, delivery_id, min(received_at) AS received_at FROM ledger.deliveries GROUP BY epi_id, delivery_id
),
employed AS NOT MATERIALIZED (
    SELECT epi_id, delivery_id, sheet, row_number, contract_id, person_key, start_date, planned_end_date,
        coalesce(followed_siret, epi_id) AS employer
    FROM core.contract_employers
),
twice AS (
    SELECT hash(person_key, employer, start_date, planned_end_date) AS key FROM employed GROUP BY key HAVING count(*) > 1
),
ranked AS (
    SELECT c.*, row_number() OVER same AS rank,
        first_value(struct_pack(epi_id := c.epi_id, delivery_id := c.delivery_id, sheet := c.sheet, row_number := c.row_number)) OVER same AS twin
    FROM employed AS c
    SEMI JOIN twice AS t ON t.key = hash(c.person_key, c.employer, c.start_date, c.planned_end_date)
    LEFT JOIN received AS r ON r.epi_id = c.epi_id AND r.delivery_id = c.delivery_id
    WINDOW same AS (
        PARTITION BY c.person_key, c.employer, c.start_date, c.planned_end_date
        ORDER BY r.received_at, c.epi_id, c.delivery_id, c.sheet, c.row_number
    )
)
SELECT
    'contracts' AS table_name, 'contract_id' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.contract_id AS VARCHAR) AS value_read, c.twin
FROM ranked AS c
WHERE c.rank > 1
