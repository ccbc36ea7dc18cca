-- title: Les trois réponses
-- description: Who was hired, what the FSE paid, what became of the people: the whole network, with the counts behind each rate.
-- grain: one row
-- lineage: mart.contract_overview; mart.spending_lines; mart.outcome_overview
-- n_people_recruited: People with at least one contract. | Personnes recrutées
-- n_contracts: Contracts. | Contrats
-- n_contracts_running: Contracts running on the day of publication. | Contrats en cours
-- contract_months: Whole months of contract, summed. Unit: months. | Mois de contrat
-- spending_declared_eur: Declared to the FSE. Unit: €. | Dépenses déclarées
-- spending_retained_eur: Retained by the check, where it has been made. Unit: €. | Dépenses retenues
-- fse_share_eur: Share of the FSE in what is retained, or declared where the check has not been made. Unit: €. | Part du FSE
-- n_exits: People who left; a renewal under study and an offer are no exits. | Sorties
-- n_outcomes_known: Exits whose reason is known. | Devenirs connus
-- n_outcomes_unknown: Exits whose reason is unknown. | Devenirs inconnus
-- n_lasting_jobs: Exits to a lasting job. | Emplois durables
-- n_transition_jobs: Exits to a job of transition. | Emplois de transition
-- n_positive_exits: Other positive exits. | Sorties positives
-- n_exits_examined: Exits in the rates: withdrawals are left out. | Sorties examinées
-- n_dynamic_exits: Lasting jobs, jobs of transition and positive exits. | Sorties dynamiques
-- dynamic_exit_rate: Dynamic exits over exits examined; unknown outcomes stay in the denominator. Unit: fraction. | Taux de sorties dynamiques
-- lasting_job_rate: Lasting jobs over exits examined. Unit: fraction. | Taux d'emploi durable
-- n_renewals_under_study: Contracts running or renewals under study: no exit. | Renouvellements à l'étude
-- n_offers_pending: Offers not yet taken: not yet a job. | Postes proposés
-- n_exits_missing: People, once an operation, whose contracts have all ended and of whom nothing is said since. | Sorties non renseignées
-- n_staying_in_digital: People who left and go on in digital work. | Continuent dans le numérique
-- n_leaving_digital: People who left and do not go on in digital work, whether or not the reason is known. | Quittent le numérique
-- n_digital_unknown: People who left and of whom it is not known. | Suite numérique inconnue
-- digital_known_rate: Share of the exits of which it is known. Unit: fraction. | Part connue
-- staying_in_digital_rate: People staying over people of whom it is known. Unit: fraction. | Part restant dans le numérique
-- cost_per_contract_eur: Retained (or declared) spending over contracts. Unit: €. | Coût par contrat
-- cost_per_lasting_job_eur: Retained (or declared) spending over lasting jobs; null without any. Unit: €. | Coût par emploi durable
WITH night AS (
    SELECT as_of_date FROM ledger.runs ORDER BY run_id DESC LIMIT 1
),
spending AS (
    SELECT sum(declared_eur) AS declared, sum(retained_eur) AS retained, sum(basis_eur) AS basis, sum(fse_share_eur) AS fse_share
    FROM mart.spending_lines
)
SELECT
    n.as_of_date, x.n_people_recruited, x.n_contracts, x.n_contracts_running, x.contract_months,
    CAST(coalesce(s.declared, 0) AS DECIMAL(18,2)) AS spending_declared_eur,
    CAST(coalesce(s.retained, 0) AS DECIMAL(18,2)) AS spending_retained_eur,
    CAST(coalesce(s.fse_share, 0) AS DECIMAL(18,2)) AS fse_share_eur,
    x.n_exits, x.n_outcomes_known, x.n_outcomes_unknown, x.n_lasting_jobs, x.n_transition_jobs, x.n_positive_exits,
    x.n_exits_examined, x.n_dynamic_exits, x.dynamic_exit_rate, x.lasting_job_rate, x.n_renewals_under_study, x.n_offers_pending,
    x.n_exits_missing,
    x.n_staying_in_digital, x.n_leaving_digital, x.n_digital_unknown, x.digital_known_rate, x.staying_in_digital_rate,
    CAST(CAST(sign(s.basis) * ((CAST(abs(s.basis) * 200 AS HUGEINT) + x.n_contracts) // nullif(2 * x.n_contracts, 0)) AS DECIMAL(18,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS cost_per_contract_eur,
    CAST(CAST(sign(s.basis) * ((CAST(abs(s.basis) * 200 AS HUGEINT) + x.n_lasting_jobs) // nullif(2 * x.n_lasting_jobs, 0)) AS DECIMAL(18,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS cost_per_lasting_job_eur
FROM night AS n CROSS JOIN spending AS s
JOIN core.exit_counts AS x ON x.scope = 'network'
