-- code: FSE-47
-- of: claims
-- R-E14: a report is filed once every participant of its period is entered; told with the contracts of those who are not.
WITH missing AS (
    SELECT c.operation_id, c.start_date, c.epi_id, c.sheet, c.row_number,
        coalesce(k.column_letter, '') || CAST(c.row_number AS VARCHAR) AS cell
    FROM core.contracts AS c
    ANTI JOIN core.participations AS p ON p.person_key = c.person_key AND p.operation_id = c.operation_id
    ASOF LEFT JOIN ledger.delivery_columns AS k
        ON k.epi_id = c.epi_id AND k.delivery_id = c.delivery_id AND k.table_name = 'contracts' AND k.sheet = c.sheet
        AND k.column_name = 'contract_id' AND c.row_number > k.header_row
    WHERE c.cost_role_code IS DISTINCT FROM 'staff' AND c.operation_id IS NOT NULL
),
unentered AS (
    SELECT b.epi_id, b.delivery_id, b.sheet, b.row_number,
        list({'epi_id': m.epi_id, 'sheet': m.sheet, 'cell': m.cell} ORDER BY m.epi_id, m.sheet, m.row_number) AS cells
    FROM core.claims AS b
    JOIN missing AS m ON m.operation_id = b.operation_id AND m.start_date <= b.period_end_date
    GROUP BY ALL
)
SELECT
    'claims' AS table_name, 'has_participants' AS column_name, b.epi_id, b.delivery_id, b.sheet, b.row_number,
    b.claim_id AS business_key, CAST(b.has_participants AS VARCHAR) AS value_read, u.cells AS cells_to_mend
FROM core.claims AS b
LEFT JOIN unentered AS u ON u.epi_id = b.epi_id AND u.delivery_id = b.delivery_id AND u.sheet = b.sheet AND u.row_number = b.row_number
WHERE (b.filed_date IS NOT NULL OR b.due_date <= (SELECT max_by(as_of_date, run_id) FROM ledger.runs)) AND (u.cells IS NOT NULL OR NOT b.has_participants)
