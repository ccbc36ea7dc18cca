-- title: Termes des contrats
-- description: Each contract with its end, its state on the day of publication and its length: what every count of contracts begins with.
-- grain: one row per contract of an EPI
-- effective_end_date: Termination date, else planned end; null for a permanent contract. | Date de fin effective
-- contract_status: a_venir, en_cours or termine on the day of publication, from termination and planned end. | Situation du contrat
-- contract_months: Whole calendar months from start to effective end (or to the day of publication). Unit: months. | Durée
WITH night AS (
    SELECT as_of_date FROM ledger.runs ORDER BY run_id DESC LIMIT 1
),
contracts AS (
    SELECT *, coalesce(termination_date, CASE WHEN contract_type_code NOT IN ('CDI', 'CDI_PUB', 'TITULAIRE') THEN planned_end_date END) AS ends
    FROM core.contracts
)
SELECT
    c.epi_id, c.contract_id, c.person_key, c.operation_id, c.contract_type_code, c.start_date, c.planned_end_date, c.termination_date,
    c.ends AS effective_end_date,
    CASE
        WHEN c.start_date > n.as_of_date THEN 'a_venir' WHEN c.ends < n.as_of_date THEN 'termine' ELSE 'en_cours'
    END AS contract_status,
    greatest(CAST(datesub('month', c.start_date, least(coalesce(c.ends, n.as_of_date), DATE '9999-12-30') + 1) AS BIGINT), 0) AS contract_months,
    c.weekly_hours, c.working_time_rate, c.rome_code, c.position, c.delivery_id, c.sheet, c.row_number
FROM contracts AS c
CROSS JOIN night AS n
