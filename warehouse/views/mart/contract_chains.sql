-- title: Suites de contrats
-- description: Each contract with the chain that it is part of: the initial contract and its renewals, of one person in one EPI.
-- grain: one row per contract of an EPI
-- lineage: core.contracts by epi_id, person_key; core.contracts by epi_id, chain_id = contract_id
-- chain_id: Number of the initial contract: the one that a renewal names, followed back where that is a renewal too, else the last initial one before it. | Suite
-- chain_start_date: First day of the chain. | Début de la suite
-- chain_end_date: Last planned day of the fixed terms of the chain; null where it has none. | Fin de la suite
-- previous_end_date: Last planned day of the contract before, in the chain; null for the first, and after a permanent contract. | Fin du contrat précédent
-- n_renewals: Renewals in the chain. | Renouvellements
WITH RECURSIVE contracts AS NOT MATERIALIZED (
    SELECT * REPLACE (CASE WHEN contract_type_code NOT IN ('CDI', 'CDI_PUB', 'TITULAIRE') THEN planned_end_date END AS planned_end_date),
        coalesce(renewal_rank, 0) > 0 OR parent_contract_id IS NOT NULL AS is_renewal
    FROM core.contracts
),
unnamed AS (
    SELECT DISTINCT epi_id, person_key FROM contracts WHERE is_renewal AND parent_contract_id IS NULL
),
guessed AS (
    SELECT c.epi_id, c.contract_id, c.is_renewal, last_value(CASE WHEN NOT c.is_renewal THEN c.contract_id END IGNORE NULLS) OVER (
        PARTITION BY c.epi_id, c.person_key ORDER BY c.start_date, c.contract_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS renewed_id
    FROM contracts AS c
    SEMI JOIN unnamed AS u ON u.epi_id = c.epi_id AND u.person_key IS NOT DISTINCT FROM c.person_key
),
renewals AS (
    SELECT c.epi_id, c.contract_id, coalesce(c.parent_contract_id, g.renewed_id, c.contract_id) AS renewed_id
    FROM contracts AS c
    LEFT JOIN (FROM guessed WHERE is_renewal) AS g ON g.epi_id = c.epi_id AND g.contract_id = c.contract_id
    WHERE c.is_renewal
),
followed AS (
    SELECT r.epi_id, r.contract_id, p.renewed_id AS initial_id, 1 AS n_steps
    FROM renewals AS r
    JOIN renewals AS p ON p.epi_id = r.epi_id AND p.contract_id = r.renewed_id
    WHERE p.renewed_id <> r.contract_id
    UNION ALL
    SELECT f.epi_id, f.contract_id, p.renewed_id, f.n_steps + 1
    FROM followed AS f
    JOIN renewals AS p ON p.epi_id = f.epi_id AND p.contract_id = f.initial_id
    WHERE p.renewed_id <> f.initial_id AND f.n_steps < 20
),
initials AS (
    -- By a list: the planner takes what is followed for a thousand times the contracts.
    SELECT unnest(list(f), recursive := TRUE) FROM (
        SELECT epi_id, contract_id, max_by(initial_id, n_steps) AS initial_id FROM followed GROUP BY epi_id, contract_id
    ) AS f
),
chained AS (
    SELECT r.epi_id, r.contract_id, coalesce(i.initial_id, r.renewed_id) AS chain_id
    FROM renewals AS r
    LEFT JOIN initials AS i ON i.epi_id = r.epi_id AND i.contract_id = r.contract_id
),
moved AS (
    SELECT epi_id, contract_id, chain_id FROM chained WHERE chain_id <> contract_id
),
members AS (
    FROM moved
    UNION ALL
    SELECT s.epi_id, s.chain_id, s.chain_id FROM (SELECT DISTINCT epi_id, chain_id FROM moved) AS s
    ANTI JOIN moved AS m ON m.epi_id = s.epi_id AND m.contract_id = s.chain_id
),
chains AS (
    SELECT m.epi_id, m.contract_id, m.chain_id, min(c.start_date) OVER chain AS chain_start_date,
        max(c.planned_end_date) OVER chain AS chain_end_date,
        lag(c.planned_end_date) OVER (PARTITION BY m.epi_id, m.chain_id ORDER BY c.start_date, m.contract_id) AS previous_end_date,
        CAST(count(*) FILTER (c.is_renewal) OVER chain AS BIGINT) AS n_renewals
    FROM members AS m
    JOIN contracts AS c ON c.epi_id = m.epi_id AND c.contract_id = m.contract_id
    WINDOW chain AS (PARTITION BY m.epi_id, m.chain_id)
)
SELECT
    c.epi_id, c.contract_id, c.person_key, c.contract_type_code, c.start_date, c.planned_end_date, c.renewal_rank,
    coalesce(h.chain_id, c.contract_id) AS chain_id, coalesce(h.chain_start_date, c.start_date) AS chain_start_date,
    coalesce(h.chain_end_date, c.planned_end_date) AS chain_end_date, h.previous_end_date,
    coalesce(h.n_renewals, CAST(c.is_renewal AS BIGINT)) AS n_renewals, c.delivery_id, c.sheet, c.row_number
FROM contracts AS c
LEFT JOIN chains AS h ON h.epi_id = c.epi_id AND h.contract_id = c.contract_id
ORDER BY c.epi_id, c.contract_id
