-- title: Coûts unitaires horaires
-- description: The hourly cost of each contract: what the last twelve months of its pay cost, over 1 720 hours (F-E2, unit_cost). Null until twelve months are declared. No amount is computed from it: it takes the hours worked on the operation, which are in the time sheets and in no file; the weekly hours of a contract are those agreed, not those worked.
-- grain: one row per contract with pay declared
-- lineage: core.fse_spending by epi_id, contract_id, operation_id
-- contract_id: Contract whose pay is declared. | N° contrat
-- n_months: Months of pay found, twelve at most. | Mois de paie
-- annual_cost_eur: Cost of the last twelve months of pay. Unit: €. | Coût annuel
-- hourly_cost_eur: Annual cost over the hours of a year, rounded to the cent; times the hours worked, which no file holds, it would be the amount. Unit: €. | Coût horaire
WITH pay AS (
    SELECT epi_id, contract_id, operation_id, date_trunc('month', period_start_date) AS month, sum(coalesce(cost_base_eur, declared_eur)) AS cost
    FROM core.fse_spending
    WHERE contract_id IS NOT NULL AND post_code IN ('personnel', 'participants') AND period_start_date IS NOT NULL
    GROUP BY ALL
),
totals AS (
    SELECT epi_id, contract_id, operation_id, count(*) AS n_months, sum(cost) AS cost FROM pay GROUP BY ALL
),
latest AS (
    SELECT p.* FROM pay AS p
    SEMI JOIN (FROM totals WHERE n_months > 12) AS t ON t.epi_id = p.epi_id AND t.contract_id = p.contract_id
        AND t.operation_id IS NOT DISTINCT FROM p.operation_id
    QUALIFY row_number() OVER (PARTITION BY p.epi_id, p.contract_id, p.operation_id ORDER BY p.month DESC) <= 12
),
counted AS (
    FROM totals WHERE n_months <= 12
    UNION ALL
    SELECT epi_id, contract_id, operation_id, count(*), sum(cost) FROM latest GROUP BY ALL
),
summed AS (
    SELECT epi_id, contract_id, operation_id, n_months, CASE WHEN n_months = 12 THEN CAST(cost AS DECIMAL(18,2)) END AS annual_cost_eur FROM counted
)
SELECT s.epi_id, s.contract_id, s.operation_id, s.n_months, s.annual_cost_eur,
    CAST(CAST((CAST(s.annual_cost_eur * 200 AS BIGINT) + l.unit_cost_year_hours) // (2 * l.unit_cost_year_hours) AS DECIMAL(12,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS hourly_cost_eur
FROM summed AS s CROSS JOIN mart.fse_rules AS l
ORDER BY ALL
