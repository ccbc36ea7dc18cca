-- code: FSE-44
-- of: claims
-- R-E10: an optional interim report needs 30 % of the agreed cost.
SELECT
    'claims' AS table_name, 'declared_eur' AS column_name, b.epi_id, b.delivery_id, b.sheet, b.row_number,
    b.claim_id AS business_key, CAST(b.declared_eur AS VARCHAR) AS value_read
FROM core.claims AS b
JOIN mart.operation_terms AS o ON o.operation_id = b.operation_id
WHERE b.claim_type_code = 'intermediaire_facultatif'
    AND coalesce(b.retained_eur, b.declared_eur) < 0.30 * o.total_eligible_cost_eur
