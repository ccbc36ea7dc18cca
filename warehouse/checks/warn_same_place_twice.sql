-- code: DOUBLON-10
-- R-S7: two places of one name in one commune, each with its own identifier.
SELECT
    'epis' AS table_name, 'name' AS column_name, e.epi_id, e.delivery_id, e.sheet, e.row_number,
    e.name AS business_key, CAST(e.name AS VARCHAR) AS value_read,
    coalesce(lag(struct_pack(epi_id := e.epi_id, delivery_id := e.delivery_id, sheet := e.sheet, row_number := e.row_number)) OVER near, lead(struct_pack(epi_id := e.epi_id, delivery_id := e.delivery_id, sheet := e.sheet, row_number := e.row_number)) OVER near) AS twin
FROM core.epis AS e
WINDOW
    same AS (PARTITION BY e.insee_code, regexp_replace(lower(strip_accents(e.name)), '[^a-z0-9]+', ' ', 'g')),
    near AS (PARTITION BY e.insee_code, regexp_replace(lower(strip_accents(e.name)), '[^a-z0-9]+', ' ', 'g') ORDER BY e.epi_id)
QUALIFY count(*) OVER same > 1
