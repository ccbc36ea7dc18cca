-- title: Nombre de sorties et de contrats
-- description: The counts behind the overviews, of the whole network, of each EPI and of each operation: contracts, and the last outcome of each person in each operation.
-- grain: one row per scope, EPI and operation
-- scope: network, epi or operation. | Étendue
-- n_people_recruited: People with at least one contract. | Personnes recrutées
-- n_contracts: Contracts. | Contrats
-- n_contracts_running: Contracts running on the day of publication. | Contrats en cours
-- contract_months: Whole months of contract, summed. Unit: months. | Mois de contrat
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
-- n_exits_missing: People, once an operation, whose contracts have all ended and of whom nothing is said since; told of the EPI of the last contract. | Sorties non renseignées
-- n_staying_in_digital: People who left and go on in digital work. | Continuent dans le numérique
-- n_leaving_digital: People who left and do not go on in digital work, whether or not the reason is known. | Quittent le numérique
-- n_digital_unknown: People who left and of whom it is not known. | Suite numérique inconnue
-- digital_known_rate: Share of the exits of which it is known. Unit: fraction. | Part connue
-- staying_in_digital_rate: People staying over people of whom it is known. Unit: fraction. | Part restant dans le numérique
WITH several AS (
    SELECT hash(person_key) AS key FROM core.contract_terms GROUP BY key HAVING count(*) > 1
),
contracts AS (
    SELECT CASE WHEN grouping(epi_id) = 0 THEN 'epi' WHEN grouping(operation_id) = 0 THEN 'operation' ELSE 'network' END AS scope,
        epi_id, operation_id, count(DISTINCT person_key) FILTER (is_one_of_several) + count(*) FILTER (NOT is_one_of_several) AS people,
        count(*) AS contracts, count(*) FILTER (contract_status = 'en_cours') AS running, sum(contract_months) AS months
    FROM (SELECT *, hash(person_key) IN (FROM several) AS is_one_of_several FROM core.contract_terms)
    GROUP BY GROUPING SETS ((), (epi_id), (operation_id))
),
outcomes AS (
    SELECT CASE WHEN grouping(epi_id) = 0 THEN 'epi' WHEN grouping(operation_id) = 0 THEN 'operation' ELSE 'network' END AS scope,
        epi_id, operation_id, count(*) FILTER (is_exit) AS exits, count(*) FILTER (is_outcome_known) AS known,
        count(*) FILTER (NOT is_outcome_known) AS unknown, count(*) FILTER (is_lasting_job) AS lasting,
        count(*) FILTER (is_exit AND exit_category_code = 'emploi_de_transition') AS transition,
        count(*) FILTER (is_exit AND exit_category_code = 'sortie_positive') AS positive,
        count(*) FILTER (is_exit AND exit_category_code <> 'retrait') AS examined, count(*) FILTER (is_dynamic) AS dynamic,
        count(*) FILTER (exit_reason_code = 'P0') AS renewals, count(*) FILTER (exit_reason_code = 'P1') AS offers,
        count(*) FILTER (goes_on_in_digital) AS staying, count(*) FILTER (NOT goes_on_in_digital) AS leaving,
        count(*) FILTER (is_exit AND goes_on_in_digital IS NULL) AS digital_unknown
    FROM mart.outcome_overview
    WHERE is_last
    GROUP BY GROUPING SETS ((), (epi_id), (operation_id))
),
ended AS (
    SELECT c.operation_id, c.person_key, max_by(c.epi_id, (c.start_date, c.epi_id, c.contract_id)) AS epi_id
    FROM core.contract_terms AS c
    ANTI JOIN mart.outcome_overview AS x
        ON x.person_key = c.person_key AND x.operation_id IS NOT DISTINCT FROM c.operation_id AND x.is_last
    GROUP BY c.operation_id, c.person_key
    HAVING bool_and(c.contract_status = 'termine')
),
untold AS (
    SELECT CASE WHEN grouping(epi_id) = 0 THEN 'epi' WHEN grouping(operation_id) = 0 THEN 'operation' ELSE 'network' END AS scope,
        epi_id, operation_id, count(*) AS missing
    FROM ended
    GROUP BY GROUPING SETS ((), (epi_id), (operation_id))
),
places AS (
    SELECT scope, epi_id, operation_id FROM contracts UNION SELECT scope, epi_id, operation_id FROM outcomes
)
SELECT
    p.scope, p.epi_id, p.operation_id,
    coalesce(c.people, 0) AS n_people_recruited,
    coalesce(c.contracts, 0) AS n_contracts,
    coalesce(c.running, 0) AS n_contracts_running,
    CAST(coalesce(c.months, 0) AS BIGINT) AS contract_months,
    coalesce(x.exits, 0) AS n_exits,
    coalesce(x.known, 0) AS n_outcomes_known,
    coalesce(x.unknown, 0) AS n_outcomes_unknown,
    coalesce(x.lasting, 0) AS n_lasting_jobs,
    coalesce(x.transition, 0) AS n_transition_jobs,
    coalesce(x.positive, 0) AS n_positive_exits,
    coalesce(x.examined, 0) AS n_exits_examined,
    coalesce(x.dynamic, 0) AS n_dynamic_exits,
    CAST(x.dynamic / nullif(x.examined, 0) AS DECIMAL(7,6)) AS dynamic_exit_rate,
    CAST(x.lasting / nullif(x.examined, 0) AS DECIMAL(7,6)) AS lasting_job_rate,
    coalesce(x.renewals, 0) AS n_renewals_under_study,
    coalesce(x.offers, 0) AS n_offers_pending,
    coalesce(m.missing, 0) AS n_exits_missing,
    coalesce(x.staying, 0) AS n_staying_in_digital,
    coalesce(x.leaving, 0) AS n_leaving_digital,
    coalesce(x.digital_unknown, 0) AS n_digital_unknown,
    CAST((x.staying + x.leaving) / nullif(x.exits, 0) AS DECIMAL(7,6)) AS digital_known_rate,
    CAST(x.staying / nullif(x.staying + x.leaving, 0) AS DECIMAL(7,6)) AS staying_in_digital_rate
FROM places AS p
LEFT JOIN contracts AS c ON c.scope = p.scope AND c.epi_id IS NOT DISTINCT FROM p.epi_id AND c.operation_id IS NOT DISTINCT FROM p.operation_id
LEFT JOIN untold AS m ON m.scope = p.scope AND m.epi_id IS NOT DISTINCT FROM p.epi_id AND m.operation_id IS NOT DISTINCT FROM p.operation_id
LEFT JOIN outcomes AS x ON x.scope = p.scope AND x.epi_id IS NOT DISTINCT FROM p.epi_id AND x.operation_id IS NOT DISTINCT FROM p.operation_id
ORDER BY ALL
