-- title: Suivis à six mois
-- description: Each follow-up with the person and the operation of its contract, and whether it is made in its time (R-O2).
-- grain: one row per row of core.followups
-- lineage: core.followups by epi_id, contract_id; core.contracts by epi_id, contract_id; mart.outcome_overview by person_key, operation_id; core.participations by person_key, operation_id
-- is_in_time: Whether it is made six months after the last exit, give or take the tolerance; null where the person is not known to have left. | À temps
SELECT
    f.epi_id, f.contract_id, c.person_key, c.operation_id, f.observation_date, f.followup_status_code, f.followup_contract_type_code,
    f.improvement_code,
    abs(datediff('day', CAST(p.exit_date + to_months(l.followup_months) AS DATE), f.observation_date)) <= l.followup_tolerance_days AS is_in_time,
    f.delivery_id, f.sheet, f.row_number
FROM core.followups AS f
CROSS JOIN mart.fse_rules AS l
LEFT JOIN core.contracts AS c ON c.epi_id = f.epi_id AND c.contract_id = f.contract_id
LEFT JOIN core.operation_participants AS p ON p.person_key = c.person_key AND p.operation_id = c.operation_id
