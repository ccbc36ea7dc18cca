-- title: Suites de contrats
-- description: Each contract with the chain that it is part of: the initial contract and its renewals, of one person in one EPI.
-- grain: one row per contract of an EPI
-- lineage: core.contracts by epi_id, person_key; core.contracts by epi_id, chain_id = contract_id
-- chain_id: Number of the initial contract: the one that a renewal names, followed back where that is a renewal too, else the last initial one before it. | Suite
-- chain_start_date: First day of the chain. | Début de la suite
-- chain_end_date: Last planned day of the chain; null where it has no term. | Fin de la suite
-- previous_end_date: Last planned day of the contract before, in the chain; null for the first. | Fin du contrat précédent
-- n_renewals: Renewals in the chain. | Renouvellements
WITH RECURSIVE contracts AS (
    SELECT *, coalesce(renewal_rank, 0) > 0 OR parent_contract_id IS NOT NULL AS is_renewal FROM core.contracts
),
renewed AS (
    SELECT *, coalesce(
        parent_contract_id,
        CASE WHEN is_renewal THEN last_value(CASE WHEN NOT is_renewal THEN contract_id END IGNORE NULLS) OVER (
            PARTITION BY epi_id, person_key ORDER BY start_date, contract_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) END,
        contract_id
    ) AS renewed_id
    FROM contracts
),
followed AS (
    SELECT r.epi_id, r.contract_id, p.renewed_id AS initial_id, 1 AS n_steps
    FROM renewed AS r
    JOIN renewed AS p ON p.epi_id = r.epi_id AND p.contract_id = r.renewed_id
    WHERE r.is_renewal AND p.is_renewal AND p.renewed_id <> r.contract_id
    UNION ALL
    SELECT f.epi_id, f.contract_id, p.renewed_id, f.n_steps + 1
    FROM followed AS f
    JOIN renewed AS p ON p.epi_id = f.epi_id AND p.contract_id = f.initial_id
    WHERE p.is_renewal AND p.renewed_id <> f.initial_id AND f.n_steps < 20
),
initials AS (
    SELECT epi_id, contract_id, max_by(initial_id, n_steps) AS initial_id FROM followed GROUP BY epi_id, contract_id
),
chained AS (
    SELECT r.*, coalesce(i.initial_id, r.renewed_id) AS chain_id
    FROM renewed AS r
    LEFT JOIN initials AS i ON i.epi_id = r.epi_id AND i.contract_id = r.contract_id
)
SELECT
    epi_id, contract_id, person_key, contract_type_code, start_date, planned_end_date, renewal_rank, chain_id,
    min(start_date) OVER chain AS chain_start_date,
    max(planned_end_date) OVER chain AS chain_end_date,
    lag(planned_end_date) OVER (PARTITION BY epi_id, chain_id ORDER BY start_date, contract_id) AS previous_end_date,
    CAST(count(*) FILTER (is_renewal) OVER chain AS BIGINT) AS n_renewals,
    delivery_id, sheet, row_number
FROM chained
WINDOW chain AS (PARTITION BY epi_id, chain_id)
ORDER BY epi_id, contract_id
