-- title: Résultats des opérations
-- description: People, contracts, renewals, exits, digital work and participants of each operation (F-C2, F-C5, F-O1 to F-O3, F-I0, F-I10).
-- grain: one row per operation
-- lineage: core.operations by operation_id; core.participations by operation_id; core.contracts by operation_id; mart.outcome_overview by operation_id
-- n_people_recruited: People with at least one contract linked to the operation. | Personnes recrutées
-- n_contracts: Contracts linked to the operation. | Contrats
-- n_contracts_running: Contracts running on the day of publication. | Contrats en cours
-- contract_months: Whole months of contract, summed. Unit: months. | Mois de contrat
-- contract_asp_months: Days of contract times 0.0328767, as the ASP counts, summed. Unit: months. | Mois de contrat (ASP)
-- n_chains_at_term: Initial contracts that reached their term. | Contrats initiaux arrivés à terme
-- n_chains_renewed: Those of them that were renewed. | Contrats renouvelés
-- renewal_rate: Renewed over initial contracts that reached their term. Unit: fraction. | Taux de renouvellement
-- n_exits: People who left. | Sorties
-- n_outcomes_known: Exits whose reason is known. | Devenirs connus
-- n_outcomes_unknown: Exits whose reason is unknown. | Devenirs inconnus
-- n_exits_examined: Exits with a reason that is no withdrawal. | Sorties examinées
-- n_lasting_jobs: Exits to a lasting job. | Emplois durables
-- n_transition_jobs: Exits to a job of transition. | Emplois de transition
-- n_positive_exits: Other positive exits. | Sorties positives
-- n_dynamic_exits: Lasting jobs, jobs of transition and positive exits. | Sorties dynamiques
-- dynamic_exit_rate: Dynamic exits over exits examined; unknown outcomes stay in the denominator. Unit: fraction. | Taux de sorties dynamiques
-- lasting_job_rate: Lasting jobs over exits examined. Unit: fraction. | Taux d'emploi durable
-- n_renewals_under_study: Contracts running or renewals under study: no exit. | Renouvellements à l'étude
-- n_offers_pending: Offers not yet taken. | Postes proposés
-- n_staying_in_digital: People who left and go on in digital work. | Continuent dans le numérique
-- n_leaving_digital: People who left and do not. | Quittent le numérique
-- n_digital_unknown: People who left and of whom it is not known. | Suite numérique inconnue
-- staying_in_digital_rate: People staying over people of whom it is known. Unit: fraction. | Part restant dans le numérique
-- n_qualified: People with a qualification gained within four weeks of the exit, complete or not. | Qualifications obtenues
-- n_participants: Participants, complete or not (F-I0). | Participants
-- n_participants_complete: Participants whose entry questionnaire is complete. | Participants complets
-- incomplete_rate: Incomplete over all participants. Unit: fraction. | Part incomplète
-- n_exits_collected: Exits observed in time, among those due. | Sorties recueillies
-- n_exits_due: Participants who left more than four weeks ago. | Sorties attendues
WITH night AS (
    SELECT as_of_date FROM ledger.runs ORDER BY run_id DESC LIMIT 1
),
asp AS (
    SELECT c.operation_id,
        sum((datediff('day', c.start_date, least(coalesce(c.effective_end_date, n.as_of_date), DATE '9999-12-30')) + 1) * l.asp_months_per_day)
            FILTER (coalesce(c.effective_end_date, n.as_of_date) >= c.start_date) AS months
    FROM core.contract_terms AS c CROSS JOIN night AS n CROSS JOIN mart.fse_rules AS l
    GROUP BY c.operation_id
),
chains AS (
    SELECT c.operation_id, count(*) AS at_term, count(*) FILTER (h.n_renewals > 0) AS renewed
    FROM mart.contract_chains AS h
    JOIN core.contracts AS c ON c.epi_id = h.epi_id AND c.contract_id = h.contract_id
    CROSS JOIN night AS n
    WHERE h.contract_id = h.chain_id AND h.planned_end_date < n.as_of_date AND coalesce(c.termination_date >= h.planned_end_date, TRUE)
    GROUP BY c.operation_id
),
participants AS (
    SELECT operation_id, count(*) AS participants, count(*) FILTER (is_complete) AS complete, count(*) FILTER (is_exit_due) AS due,
        count(*) FILTER (is_exit_due AND is_exit_in_time) AS collected, count(*) FILTER (is_qualified_at_exit) AS qualified
    FROM core.operation_participants GROUP BY operation_id
)
SELECT
    o.operation_id, o.programming_period_code,
    coalesce(x.n_people_recruited, 0) AS n_people_recruited, coalesce(x.n_contracts, 0) AS n_contracts, coalesce(x.n_contracts_running, 0) AS n_contracts_running,
    coalesce(x.contract_months, 0) AS contract_months, CAST(coalesce(a.months, 0) AS DECIMAL(18,2)) AS contract_asp_months,
    coalesce(h.at_term, 0) AS n_chains_at_term, coalesce(h.renewed, 0) AS n_chains_renewed,
    CAST(h.renewed / nullif(h.at_term, 0) AS DECIMAL(7,6)) AS renewal_rate,
    coalesce(x.n_exits, 0) AS n_exits, coalesce(x.n_outcomes_known, 0) AS n_outcomes_known, coalesce(x.n_outcomes_unknown, 0) AS n_outcomes_unknown,
    coalesce(x.n_exits_examined, 0) AS n_exits_examined, coalesce(x.n_lasting_jobs, 0) AS n_lasting_jobs, coalesce(x.n_transition_jobs, 0) AS n_transition_jobs,
    coalesce(x.n_positive_exits, 0) AS n_positive_exits, coalesce(x.n_dynamic_exits, 0) AS n_dynamic_exits, x.dynamic_exit_rate, x.lasting_job_rate,
    coalesce(x.n_renewals_under_study, 0) AS n_renewals_under_study, coalesce(x.n_offers_pending, 0) AS n_offers_pending,
    coalesce(x.n_staying_in_digital, 0) AS n_staying_in_digital, coalesce(x.n_leaving_digital, 0) AS n_leaving_digital,
    coalesce(x.n_digital_unknown, 0) AS n_digital_unknown, x.staying_in_digital_rate,
    coalesce(p.qualified, 0) AS n_qualified, coalesce(p.participants, 0) AS n_participants, coalesce(p.complete, 0) AS n_participants_complete,
    CAST((p.participants - p.complete) / nullif(p.participants, 0) AS DECIMAL(7,6)) AS incomplete_rate,
    coalesce(p.collected, 0) AS n_exits_collected, coalesce(p.due, 0) AS n_exits_due
FROM mart.operation_terms AS o
LEFT JOIN core.exit_counts AS x ON x.scope = 'operation' AND x.operation_id = o.operation_id
LEFT JOIN asp AS a ON a.operation_id = o.operation_id
LEFT JOIN chains AS h ON h.operation_id = o.operation_id
LEFT JOIN participants AS p ON p.operation_id = o.operation_id
ORDER BY ALL
