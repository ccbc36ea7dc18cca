-- code: FSE-60
-- One convention, declared by several EPI: where another value moves a figure, each is told with the cell of the other.
WITH shared AS (
    SELECT operation_id FROM core.operations GROUP BY operation_id HAVING min(epi_id) <> max(epi_id)
),
cells AS (
    SELECT o.operation_id, struct_pack(epi_id := o.epi_id, delivery_id := o.delivery_id, sheet := o.sheet, row_number := o.row_number) AS place,
        unnest([
            struct_pack(name := 'programming_period_code', told := programming_period_code),
            struct_pack(name := 'start_date', told := CAST(start_date AS VARCHAR)),
            struct_pack(name := 'end_date', told := CAST(end_date AS VARCHAR)),
            struct_pack(name := 'payment_end_date', told := CAST(payment_end_date AS VARCHAR)),
            struct_pack(name := 'total_eligible_cost_eur', told := CAST(total_eligible_cost_eur AS VARCHAR)),
            struct_pack(name := 'fse_agreed_eur', told := CAST(fse_agreed_eur AS VARCHAR)),
            struct_pack(name := 'fse_rate', told := CAST(fse_rate AS VARCHAR)),
            struct_pack(name := 'simplified_cost_code', told := simplified_cost_code)
        ]) AS cell
    FROM core.operations AS o SEMI JOIN shared AS s ON s.operation_id = o.operation_id
),
kept AS (
    SELECT c.operation_id, c.place, c.cell FROM cells AS c
    JOIN mart.operation_terms AS t ON t.operation_id = c.operation_id AND t.epi_id = c.place.epi_id
),
others AS (
    SELECT c.operation_id, c.place, c.cell, k.place AS twin, k.cell AS kept_cell
    FROM cells AS c JOIN kept AS k ON k.operation_id = c.operation_id AND k.cell.name = c.cell.name
    WHERE c.place.epi_id <> k.place.epi_id
        AND c.cell.told <> coalesce(k.cell.told, CASE WHEN c.cell.name = 'simplified_cost_code' THEN 'reel' END)
),
told AS (
    SELECT operation_id, place, cell, twin FROM others
    UNION ALL
    SELECT operation_id, twin, kept_cell, min(place) FROM others GROUP BY ALL
)
SELECT
    'operations' AS table_name, cell.name AS column_name, place.epi_id, place.delivery_id, place.sheet, place.row_number,
    operation_id AS business_key, cell.told AS value_read, twin
FROM told
