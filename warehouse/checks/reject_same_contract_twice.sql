-- code: DOUBLON-11
-- R-C8, R-S4: one person, one employer or its successor, the same days: the contract received first stays.
WITH received AS (
    SELECT epi_id, delivery_id, min(received_at) AS received_at FROM ledger.deliveries GROUP BY epi_id, delivery_id
),
ranked AS (
    SELECT c.*, row_number() OVER same AS rank,
        first_value(struct_pack(epi_id := c.epi_id, delivery_id := c.delivery_id, sheet := c.sheet, row_number := c.row_number)) OVER same AS twin
    FROM core.contract_employers AS c
    LEFT JOIN received AS r ON r.epi_id = c.epi_id AND r.delivery_id = c.delivery_id
    WINDOW same AS (
        PARTITION BY c.person_key, coalesce(c.followed_siret, c.epi_id), c.start_date, c.planned_end_date
        ORDER BY r.received_at, c.epi_id, c.delivery_id, c.sheet, c.row_number
    )
)
SELECT
    'contracts' AS table_name, 'contract_id' AS column_name, c.epi_id, c.delivery_id, c.sheet, c.row_number,
    c.contract_id AS business_key, CAST(c.contract_id AS VARCHAR) AS value_read, c.twin
FROM ranked AS c
WHERE c.rank > 1
