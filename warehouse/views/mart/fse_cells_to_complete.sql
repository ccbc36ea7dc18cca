-- title: Cellules à compléter
-- description: The answers that keep participants out of the indicators (R-P5), each with its cell. Complete the cells that are alone in their record first, those of the columns that complete most records before the others.
-- grain: one row per empty answer of an incomplete participant
-- lineage: core.participations by operation_id
-- column_name: Declared column that is empty. | Information
-- cell: Address in the sheet; null where the file has no such column. | Cellule
-- n_missing: Empty answers of the same participant; 1 when this cell alone completes the record. | Réponses manquantes
-- n_completed_by_column: Records that this column of this file completes by itself. | Fiches complétées par la colonne
-- n_cells_of_column: Empty cells of this column of this file. | Cellules de la colonne
WITH empty AS (
    SELECT p.operation_id, p.participant_id, p.epi_id, p.delivery_id, p.sheet, p.row_number, unnest([
        CASE WHEN p.entry_age IS NULL THEN 'birth_date' END,
        CASE WHEN p.sex_code IS NULL THEN 'sex_code' END,
        CASE WHEN p.entry_status_code IS NULL THEN 'entry_status_code' END,
        CASE WHEN p.entry_education_level_code IS NULL THEN 'entry_education_level_code' END,
        CASE WHEN p.entry_date < l.household_until AND p.is_jobless_household IS NULL THEN 'is_jobless_household' END,
        CASE WHEN p.entry_date < l.household_until AND p.has_dependent_children IS NULL THEN 'has_dependent_children' END,
        CASE WHEN p.entry_date < l.household_until AND p.is_single_adult IS NULL THEN 'is_single_adult' END
    ]) AS column_name
    FROM core.operation_participants AS p CROSS JOIN mart.fse_rules AS l
    WHERE NOT p.is_complete
),
counted AS (
    SELECT *, count(*) OVER (PARTITION BY operation_id, participant_id) AS n_missing,
        count(*) OVER (PARTITION BY operation_id, epi_id, delivery_id, sheet, column_name) AS n_cells_of_column
    FROM empty WHERE column_name IS NOT NULL
),
weighed AS (
    SELECT *, count(*) FILTER (n_missing = 1) OVER (PARTITION BY operation_id, epi_id, delivery_id, sheet, column_name) AS n_completed_by_column
    FROM counted
)
SELECT w.operation_id, w.epi_id, w.delivery_id, w.sheet, w.row_number, w.column_name,
    c.column_letter || CAST(w.row_number AS VARCHAR) AS cell, c.heading, w.n_missing, w.n_completed_by_column, w.n_cells_of_column
FROM weighed AS w
ASOF LEFT JOIN ledger.delivery_columns AS c
    ON c.epi_id = w.epi_id AND c.delivery_id = w.delivery_id AND c.table_name = 'participations' AND c.sheet = w.sheet
    AND c.column_name = w.column_name AND w.row_number > c.header_row
ORDER BY ALL
