-- code: FSE-58
-- of: claims
-- R-E8, F-E2: a report under f7, f40 or f20_staff_2021 declares the real costs that the flat rate is added to, and the flat rate, to the cent.
-- One of whose expenses some are set aside, and counted nowhere, is looked at once they are mended.
WITH direct AS (
    SELECT s.operation_id, s.claim_id, sum(s.declared_eur) AS total,
        coalesce(sum(s.declared_eur) FILTER (s.post_code = 'personnel'), 0) AS staff,
        coalesce(sum(s.declared_eur) FILTER (s.post_code = 'participants'), 0) AS participants
    FROM core.fse_spending AS s
    JOIN core.spending_posts AS p ON p.code = s.post_code AND p.is_direct
    WHERE s.claim_id IS NOT NULL
    GROUP BY ALL
),
computed AS (
    SELECT d.operation_id, d.claim_id, CASE o.simplified_cost_code
        WHEN 'f7' THEN d.total + round(0.07 * d.total, 2)
        WHEN 'f40' THEN d.staff + d.participants + round(0.40 * d.staff, 2)
        WHEN 'f20_staff_2021' THEN d.total - d.staff + round(0.20 * (d.total - d.staff), 2)
    END AS expected_eur
    FROM direct AS d
    JOIN mart.operation_terms AS o
        ON o.operation_id = d.operation_id AND o.simplified_cost_code IN ('f7', 'f40', 'f20_staff_2021')
)
SELECT
    'claims' AS table_name, 'declared_eur' AS column_name, b.epi_id, b.delivery_id, b.sheet, b.row_number,
    b.claim_id AS business_key, CAST(b.declared_eur AS VARCHAR) AS value_read
FROM core.claims AS b
JOIN computed AS c ON c.operation_id = b.operation_id AND c.claim_id = b.claim_id
ANTI JOIN core.operation_rows_set_aside AS a ON a.table_name = 'fse_spending' AND NOT a.is_said_again
    AND a.operation_id = b.operation_id AND a.claim_id = b.claim_id
WHERE abs(b.declared_eur - c.expected_eur) > 0.01
