-- code: FSE-42
-- of: claims
-- R-E10: the final report is filed within six months of the end of the operation.
SELECT
    'claims' AS table_name, 'filed_date' AS column_name, b.epi_id, b.delivery_id, b.sheet, b.row_number,
    b.claim_id AS business_key, CAST(b.filed_date AS VARCHAR) AS value_read
FROM core.claims AS b
JOIN mart.operation_terms AS o ON o.operation_id = b.operation_id
WHERE b.claim_type_code = 'final' AND coalesce(b.filed_date, (SELECT max_by(as_of_date, run_id) FROM ledger.runs)) > o.end_date + to_months(6)
