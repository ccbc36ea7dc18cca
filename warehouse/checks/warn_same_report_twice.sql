-- code: DOUBLON-16
-- of: claims
-- One operation, one kind of report, the same period, two numbers: the amounts of both are added up.
WITH told AS (
    SELECT b.*, struct_pack(epi_id := epi_id, delivery_id := delivery_id, sheet := sheet, row_number := row_number) AS place
    FROM mart.operation_claims AS b
)
SELECT
    'claims' AS table_name, 'claim_id' AS column_name, epi_id, delivery_id, sheet, row_number,
    claim_id AS business_key, claim_id AS value_read,
    coalesce(lag(place) OVER same, lead(place) OVER same) AS twin
FROM told
WINDOW same AS (PARTITION BY operation_id, claim_type_code, period_start_date, period_end_date ORDER BY claim_id)
QUALIFY twin IS NOT NULL
