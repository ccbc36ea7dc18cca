-- title: Effectifs par mois
-- description: Contracts active and full-time equivalents of each EPI and operation, month by month. Base: a full time is 35 hours a week, days are calendar days. Over several months the full-time equivalent is the sum of full_time_days over the sum of n_days of the months (F-C1, F-C3).
-- grain: one row per EPI, operation and month with a contract
-- lineage: core.contracts by epi_id, operation_id
-- month_start_date: First day of the month. | Mois
-- n_days: Days of the month. Unit: days. | Jours du mois
-- n_contracts_active: Contracts active on the last day of the month. | Contrats actifs en fin de mois
-- n_people: People with a contract in the month. | Personnes
-- full_time_days: Days of contract times share of a full time. Unit: days. | Jours à temps plein
-- full_time_equivalents: Full-time equivalents over the month, base 35 hours a week. | ETP
-- n_contracts_without_hours: Contracts whose hours and share are unknown, left out of the equivalents. | Contrats sans durée
WITH night AS (
    SELECT as_of_date FROM ledger.runs ORDER BY run_id DESC LIMIT 1
),
several AS (
    SELECT epi_id, operation_id, person_key FROM core.contract_terms GROUP BY ALL HAVING count(*) > 1
),
contracts AS (
    SELECT c.epi_id, c.operation_id, c.contract_id, c.person_key, c.start_date, s.person_key IS NOT NULL AS is_several,
        coalesce(c.effective_end_date, n.as_of_date) AS last_date,
        coalesce(c.effective_end_date, DATE '9999-12-31') AS end_date,
        CASE WHEN c.weekly_hours > l.full_time_week_hours THEN 1 ELSE coalesce(CAST(c.weekly_hours / l.full_time_week_hours AS DECIMAL(9,6)), c.working_time_rate) END AS share
    FROM core.contract_terms AS c
    LEFT JOIN several AS s ON s.epi_id = c.epi_id AND s.operation_id IS NOT DISTINCT FROM c.operation_id AND s.person_key = c.person_key
    CROSS JOIN night AS n CROSS JOIN mart.fse_rules AS l
),
months AS (
    SELECT *, CAST(unnest(generate_series(date_trunc('month', start_date), last_date, INTERVAL 1 MONTH)) AS DATE) AS month_start_date
    FROM contracts WHERE last_date >= start_date
),
lasting AS (
    SELECT *, last_day(month_start_date) AS month_end_date FROM months
),
overlapping AS (
    SELECT *, datediff('day', greatest(start_date, month_start_date), least(end_date, month_end_date)) + 1 AS days FROM lasting
)
SELECT
    epi_id, operation_id, month_start_date, datediff('day', month_start_date, month_end_date) + 1 AS n_days,
    count(*) FILTER (start_date <= month_end_date AND end_date >= month_end_date) AS n_contracts_active,
    count(person_key) FILTER (NOT is_several) + count(DISTINCT person_key) FILTER (is_several) AS n_people,
    CAST(coalesce(sum(days * share), 0) AS DECIMAL(18,6)) AS full_time_days,
    CAST(coalesce(sum(days * share), 0) / (datediff('day', month_start_date, month_end_date) + 1) AS DECIMAL(12,6)) AS full_time_equivalents,
    count(*) FILTER (share IS NULL) AS n_contracts_without_hours
FROM overlapping
GROUP BY epi_id, operation_id, month_start_date, month_end_date
ORDER BY ALL
