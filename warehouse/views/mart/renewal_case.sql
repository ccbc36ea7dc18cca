-- title: Dossier de renouvellement
-- description: What the coordinator needs to ask for a renewal: who was hired, what the FSE paid, what became of the people, with the counts behind each rate.
-- grain: one row per operation
-- lineage: mart.operation_results by operation_id; mart.operation_finance by operation_id; mart.followup_overview by operation_id
-- n_people_recruited: People with at least one contract linked to the operation. | Personnes recrutées
-- n_contracts: Contracts linked to the operation. | Contrats
-- n_contracts_running: Contracts running on the day of publication. | Contrats en cours
-- contract_months: Whole months of contract, summed. Unit: months. | Mois de contrat
-- n_chains_at_term: Initial contracts that reached their term. | Contrats initiaux arrivés à terme
-- n_chains_renewed: Those of them that were renewed. | Contrats renouvelés
-- renewal_rate: Renewed over initial contracts that reached their term. Unit: fraction. | Taux de renouvellement
-- n_participants: Participants, complete or not. | Participants
-- n_participants_complete: Participants who count in the indicators. | Participants complets
-- n_women: Women among the complete participants. | Femmes
-- total_declared_eur: Total cost declared. Unit: €. | Coût total déclaré
-- total_retained_eur: Total cost retained. Unit: €. | Coût total retenu
-- fse_due_eur: What the FSE owes. Unit: €. | FSE dû
-- fse_paid_eur: What the FSE has paid. Unit: €. | FSE versé
-- execution_rate: Cost retained over agreed cost. Unit: fraction. | Taux d'exécution
-- intervention_rate: FSE due over cost retained. Unit: fraction. | Taux d'intervention réel
-- cost_per_participant_eur: Cost retained over complete participants. Unit: €. | Coût par participant
-- cost_per_lasting_job_eur: Cost retained over lasting jobs. Unit: €. | Coût par emploi durable
-- n_exits: People who left. | Sorties
-- n_outcomes_known: Exits whose reason is known. | Devenirs connus
-- n_exits_examined: Exits with a reason that is no withdrawal. | Sorties examinées
-- n_dynamic_exits: Lasting jobs, jobs of transition and positive exits. | Sorties dynamiques
-- dynamic_exit_rate: Dynamic exits over exits examined. Unit: fraction. | Taux de sorties dynamiques
-- n_lasting_jobs: Exits to a lasting job. | Emplois durables
-- lasting_job_rate: Lasting jobs over exits examined. Unit: fraction. | Taux d'emploi durable
-- n_staying_in_digital: People who left and go on in digital work. | Continuent dans le numérique
-- n_leaving_digital: People who left and do not. | Quittent le numérique
-- n_digital_unknown: People who left and of whom it is not known. | Suite numérique inconnue
-- staying_in_digital_rate: People staying over people of whom it is known. Unit: fraction. | Part restant dans le numérique
-- n_employed_at_exit: Complete participants in a job within four weeks of the exit (CR04, EECR04). | En emploi à la sortie
-- n_employed_later: Complete participants in a job six months later (CR06, EECR05). | En emploi à six mois
-- n_renewals_under_study: Contracts running or renewals under study: no exit. | Renouvellements à l'étude
-- n_offers_pending: Offers not yet taken. | Postes proposés
WITH people AS (
    SELECT operation_id, count(*) FILTER (measure = 'all' AND sex_code = 'F') AS women,
        count(*) FILTER (measure = 'employed_at_exit' AND has_left) AS at_exit, count(*) FILTER (measure = 'employed_later' AND has_left) AS later
    FROM core.participant_measures WHERE is_complete GROUP BY operation_id
),
costs AS (
    SELECT operation_id, max(cost_per_outcome_eur) FILTER (outcome_code = 'participant') AS participant,
        max(cost_per_outcome_eur) FILTER (outcome_code = 'emploi_durable') AS lasting
    FROM mart.cost_per_outcome GROUP BY operation_id
)
SELECT
    r.operation_id, f.title, r.programming_period_code,
    r.n_people_recruited, r.n_contracts, r.n_contracts_running, r.contract_months, r.n_chains_at_term, r.n_chains_renewed, r.renewal_rate,
    r.n_participants, r.n_participants_complete, coalesce(p.women, 0) AS n_women,
    f.total_eligible_cost_eur, f.fse_agreed_eur, f.total_declared_eur, f.total_retained_eur, f.fse_due_eur, f.fse_paid_eur,
    f.execution_rate, f.intervention_rate, k.participant AS cost_per_participant_eur, k.lasting AS cost_per_lasting_job_eur,
    r.n_exits, r.n_outcomes_known, r.n_exits_examined, r.n_dynamic_exits, r.dynamic_exit_rate, r.n_lasting_jobs, r.lasting_job_rate,
    r.n_staying_in_digital, r.n_leaving_digital, r.n_digital_unknown, r.staying_in_digital_rate,
    coalesce(p.at_exit, 0) AS n_employed_at_exit, coalesce(p.later, 0) AS n_employed_later,
    r.n_renewals_under_study, r.n_offers_pending
FROM mart.operation_results AS r
JOIN mart.operation_finance AS f ON f.operation_id = r.operation_id
LEFT JOIN people AS p ON p.operation_id = r.operation_id
LEFT JOIN costs AS k ON k.operation_id = r.operation_id
ORDER BY ALL
