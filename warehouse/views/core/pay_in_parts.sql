-- title: Paies d'un mois en plusieurs lignes
-- description: Each line of pay of a person of whom the same month has several, with the person of its contract: what is looked at for pay declared twice, under two posts or above 100 % (R-E4, R-E5, R-E6).
-- grain: one row per expense of an EPI that is not alone in its month
-- month_date: First day of the month paid. | Mois
WITH pay AS (
    SELECT s.epi_id, s.delivery_id, s.sheet, s.row_number, s.expense_id, s.post_code, s.period_start_date, s.cost_base_eur,
        s.allocation_rate, s.declared_eur, c.person_key, CAST(date_trunc('month', s.period_start_date) AS DATE) AS month_date
    FROM core.fse_spending AS s
    JOIN core.contracts AS c ON c.epi_id = s.epi_id AND c.contract_id = s.contract_id
    WHERE s.post_code IN ('personnel', 'participants')
),
several AS (
    SELECT hash(person_key, month_date) AS key FROM pay GROUP BY key HAVING count(*) > 1
)
SELECT p.* FROM pay AS p
SEMI JOIN several AS s ON s.key = hash(p.person_key, p.month_date)
ORDER BY ALL
