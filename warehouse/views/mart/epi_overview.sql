-- title: Espaces : vue d'ensemble
-- description: Contracts, spending and outcomes of each EPI.
-- grain: one row per EPI
-- lineage: core.epis by epi_id; mart.contract_overview by epi_id; mart.spending_lines by epi_id; mart.outcome_overview by epi_id
-- epi_name: Name of the EPI. | Espace
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
WITH spending AS (
    SELECT epi_id, sum(declared_eur) AS declared, sum(retained_eur) AS retained, sum(basis_eur) AS basis, sum(fse_share_eur) AS fse_share
    FROM mart.spending_lines
    GROUP BY epi_id
),
freshness AS (
    SELECT epi_id, min(received_at) AS received_at, bool_and(is_last_received) AS is_last_received
    FROM ledger.deliveries WHERE is_in_force GROUP BY epi_id
)
SELECT
    e.epi_id, e.name AS epi_name, e.commune,
    coalesce(x.n_people_recruited, 0) AS n_people_recruited, coalesce(x.n_contracts, 0) AS n_contracts,
    coalesce(x.n_contracts_running, 0) AS n_contracts_running, coalesce(x.contract_months, 0) AS contract_months,
    CAST(coalesce(s.declared, 0) AS DECIMAL(18,2)) AS spending_declared_eur,
    CAST(coalesce(s.retained, 0) AS DECIMAL(18,2)) AS spending_retained_eur,
    CAST(coalesce(s.fse_share, 0) AS DECIMAL(18,2)) AS fse_share_eur,
    coalesce(x.n_exits, 0) AS n_exits, coalesce(x.n_outcomes_known, 0) AS n_outcomes_known, coalesce(x.n_outcomes_unknown, 0) AS n_outcomes_unknown,
    coalesce(x.n_lasting_jobs, 0) AS n_lasting_jobs, coalesce(x.n_transition_jobs, 0) AS n_transition_jobs, coalesce(x.n_positive_exits, 0) AS n_positive_exits,
    coalesce(x.n_exits_examined, 0) AS n_exits_examined, coalesce(x.n_dynamic_exits, 0) AS n_dynamic_exits, x.dynamic_exit_rate, x.lasting_job_rate,
    coalesce(x.n_renewals_under_study, 0) AS n_renewals_under_study, coalesce(x.n_offers_pending, 0) AS n_offers_pending,
    coalesce(x.n_exits_missing, 0) AS n_exits_missing,
    coalesce(x.n_staying_in_digital, 0) AS n_staying_in_digital, coalesce(x.n_leaving_digital, 0) AS n_leaving_digital,
    coalesce(x.n_digital_unknown, 0) AS n_digital_unknown, x.digital_known_rate, x.staying_in_digital_rate,
    CAST(CAST(sign(s.basis) * ((CAST(abs(s.basis) * 200 AS HUGEINT) + x.n_contracts) // nullif(2 * x.n_contracts, 0)) AS DECIMAL(18,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS cost_per_contract_eur,
    CAST(CAST(sign(s.basis) * ((CAST(abs(s.basis) * 200 AS HUGEINT) + x.n_lasting_jobs) // nullif(2 * x.n_lasting_jobs, 0)) AS DECIMAL(18,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS cost_per_lasting_job_eur,
    f.received_at, f.is_last_received
FROM core.epis AS e
LEFT JOIN core.exit_counts AS x ON x.scope = 'epi' AND x.epi_id = e.epi_id
LEFT JOIN spending AS s ON s.epi_id = e.epi_id
LEFT JOIN freshness AS f ON f.epi_id = e.epi_id
