-- code: FSE-61
-- of: claims
-- One report, declared by several EPI: an amount that differs, or that the first leaves out, is told to each with the cell of the other.
WITH shared AS (
    SELECT operation_id, claim_id FROM core.claims GROUP BY ALL HAVING min(epi_id) <> max(epi_id)
),
cells AS (
    SELECT c.operation_id, c.claim_id, struct_pack(epi_id := c.epi_id, delivery_id := c.delivery_id, sheet := c.sheet, row_number := c.row_number) AS place,
        unnest([
            struct_pack(name := 'period_start_date', told := CAST(period_start_date AS VARCHAR)),
            struct_pack(name := 'period_end_date', told := CAST(period_end_date AS VARCHAR)),
            struct_pack(name := 'declared_eur', told := CAST(declared_eur AS VARCHAR)),
            struct_pack(name := 'retained_eur', told := CAST(retained_eur AS VARCHAR)),
            struct_pack(name := 'retained_resources_eur', told := CAST(retained_resources_eur AS VARCHAR)),
            struct_pack(name := 'fse_requested_eur', told := CAST(fse_requested_eur AS VARCHAR)),
            struct_pack(name := 'fse_retained_eur', told := CAST(fse_retained_eur AS VARCHAR)),
            struct_pack(name := 'fse_paid_eur', told := CAST(fse_paid_eur AS VARCHAR))
        ]) AS cell
    FROM core.claims AS c SEMI JOIN shared AS s ON s.operation_id = c.operation_id AND s.claim_id = c.claim_id
),
kept AS (
    SELECT c.* FROM cells AS c
    JOIN mart.operation_claims AS b ON b.operation_id = c.operation_id AND b.claim_id = c.claim_id AND b.epi_id = c.place.epi_id
),
others AS (
    SELECT c.claim_id, c.place, c.cell, k.place AS twin, k.cell AS kept_cell
    FROM cells AS c JOIN kept AS k ON k.operation_id = c.operation_id AND k.claim_id = c.claim_id AND k.cell.name = c.cell.name
    WHERE c.place.epi_id <> k.place.epi_id AND c.cell.told IS NOT NULL AND c.cell.told IS DISTINCT FROM k.cell.told
),
told AS (
    SELECT claim_id, place, cell, twin FROM others
    UNION ALL
    SELECT claim_id, twin, kept_cell, min(place) FROM others GROUP BY ALL
)
SELECT
    'claims' AS table_name, cell.name AS column_name, place.epi_id, place.delivery_id, place.sheet, place.row_number,
    claim_id AS business_key, cell.told AS value_read, twin
FROM told
