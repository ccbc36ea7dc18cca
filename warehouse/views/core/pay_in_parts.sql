-- title: Paies d'un mois en plusieurs lignes
-- description: Each line of pay of a person of whom the same month has several, with the person of its contract: what is looked at for pay declared twice, under two posts or above 100 % (R-E4, R-E5, R-E6).
-- grain: one row per expense of an EPI that is not alone in its month
-- month_date: First day of the month paid. | Mois
WITH holders AS (
    SELECT hash(contract_id, epi_id) AS contract, hash(person_key) AS person FROM core.contracts
),
lines AS NOT MATERIALIZED (
    SELECT *, CAST(date_trunc('month', period_start_date) AS DATE) AS month_date,
        CASE WHEN post_code IN ('personnel', 'participants') THEN hash(contract_id, epi_id) END AS contract
    FROM core.fse_spending
),
several AS (
    SELECT hash(h.person, s.month_date) AS key FROM lines AS s
    JOIN holders AS h ON h.contract = s.contract
    GROUP BY key HAVING count(*) > 1
),
found AS MATERIALIZED (
    SELECT s.* FROM lines AS s
    JOIN holders AS h ON h.contract = s.contract
    SEMI JOIN several AS p ON p.key = hash(h.person, s.month_date)
)
SELECT DISTINCT
    s.epi_id, s.delivery_id, s.sheet, s.row_number, s.expense_id, s.post_code, s.period_start_date, s.cost_base_eur,
    s.allocation_rate, s.declared_eur, c.person_key, s.month_date
FROM found AS s
JOIN core.contracts AS c ON c.epi_id = s.epi_id AND c.contract_id = s.contract_id
ORDER BY ALL
