-- code: DOUBLON-10
-- R-S7: two places of one name in one commune, each with its own identifier.
SELECT
    'epis' AS table_name, 'name' AS column_name, e.epi_id, e.delivery_id, e.sheet, e.row_number,
    e.name AS business_key, CAST(e.name AS VARCHAR) AS value_read
FROM core.epis AS e
WHERE EXISTS (
    FROM core.epis AS other
    WHERE other.epi_id <> e.epi_id AND other.insee_code = e.insee_code
        AND regexp_replace(lower(strip_accents(other.name)), '[^a-z0-9]+', ' ', 'g') = regexp_replace(lower(strip_accents(e.name)), '[^a-z0-9]+', ' ', 'g')
)
