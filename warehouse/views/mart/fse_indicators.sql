-- title: Indicateurs du FSE
-- description: The common indicators of each operation, those of its programming period, by sex, with the completeness that the authority asks beside them. Only complete participants count; a result counts among those who have left. An operation of 2007-2013 has no row: no text with common indicators of that programming period has been read; its people, exits and rates are in mart.operation_results. The indicators of the operation itself (CO20 to CO23, EECO18, EECO19) are as its line in core.operations tells them, 1 or 0 for a yes or a no, without a value where it does not. One person can feed several results: never add them.
-- grain: one row per operation, indicator and sex
-- lineage: core.operations by operation_id; core.participations by operation_id; core.contracts by operation_id; mart.outcome_overview by operation_id; mart.followup_overview by operation_id
-- indicator_code: Code of the indicator. | Indicateur
-- indicator_label: French label. | Libellé de l'indicateur
-- indicator_kind: output, result, or entity (the operation itself). | Nature
-- sex: F, M, X (FSE+ alone), or all. | Sexe
-- value: Complete participants of whom it holds; of the operation itself, what its line tells, null when not told. | Valeur
-- population: Complete participants among whom it is counted; for a result, those of them who have left; null for an indicator of the operation itself. | Population
-- rate: Value over population; null without any. Unit: fraction. | Taux
-- n_participants_complete: Participants whose entry questionnaire is complete. | Complets
-- n_participants: Participants, complete or not (F-I0). | Participants
-- completeness_rate: Complete over all. Unit: fraction. | Complétude
-- n_exits_collected: Exits observed in time, among those due. | Sorties recueillies
-- n_exits_due: Participants who left more than four weeks ago. | Sorties attendues
-- exit_collection_rate: Exits collected over exits due (F-I10). Unit: fraction. | Taux de recueil des sorties
-- definition: What is counted, in French. | Définition
-- source: Text that defines it. | Source
-- is_verified: Whether number and population were read in the text itself. | Vérifié
WITH scopes AS (
    SELECT code AS sex FROM core.sexes UNION ALL SELECT 'all'
),
held AS (
    SELECT operation_id, unnest(['all', sex_code]) AS sex, measure, has_left FROM core.participant_measures WHERE is_complete
),
counts AS (
    SELECT operation_id, sex, measure, count(*) AS n, count(*) FILTER (has_left) AS n_left FROM held GROUP BY ALL
),
present AS (
    SELECT operation_id, unnest(['all', sex_code]) AS sex, is_complete, is_exit_due, is_exit_in_time FROM core.operation_participants
),
totals AS (
    SELECT operation_id, sex, count(*) AS n_all, count(*) FILTER (is_complete) AS n_complete,
        count(*) FILTER (is_exit_due) AS n_due, count(*) FILTER (is_exit_due AND is_exit_in_time) AS n_collected
    FROM present GROUP BY ALL
),
told AS (
    SELECT operation_id, unnest(['CO20', 'CO21', 'CO22', 'CO23', 'EECO18', 'EECO19']) AS indicator_code,
        unnest([
            CAST(is_by_social_partner_or_ngo AS BIGINT), CAST(is_for_women AS BIGINT), CAST(is_for_public_services AS BIGINT),
            supported_smes, supported_public_services, supported_smes
        ]) AS value
    FROM mart.operation_terms
),
counted AS (
    SELECT
        o.operation_id, o.programming_period_code, i.code AS indicator_code, i.label AS indicator_label,
        i.kind AS indicator_kind, s.sex,
        CASE WHEN i.measure <> '' THEN CAST(coalesce(CASE WHEN i.kind = 'result' THEN v.n_left ELSE v.n END, 0) AS BIGINT) ELSE e.value END AS value,
        CASE WHEN i.measure <> '' THEN CAST(coalesce(CASE WHEN i.kind = 'result' THEN p.n_left ELSE p.n END, 0) AS BIGINT) END AS population,
        coalesce(t.n_complete, 0) AS n_participants_complete, coalesce(t.n_all, 0) AS n_participants,
        coalesce(t.n_collected, 0) AS n_exits_collected, coalesce(t.n_due, 0) AS n_exits_due,
        i.definition, i.source, i.is_verified
    FROM mart.operation_terms AS o
    JOIN core.fse_indicator_codes AS i ON i.period = o.programming_period_code
    JOIN scopes AS s ON s.sex = 'all' OR (i.measure <> '' AND (s.sex <> 'X' OR i.period = '2021-2027'))
    LEFT JOIN counts AS v ON v.operation_id = o.operation_id AND v.sex = s.sex AND v.measure = i.measure
    LEFT JOIN counts AS p ON p.operation_id = o.operation_id AND p.sex = s.sex AND p.measure = i.population
    LEFT JOIN told AS e ON e.operation_id = o.operation_id AND e.indicator_code = i.code
    LEFT JOIN totals AS t ON t.operation_id = o.operation_id AND t.sex = s.sex
)
SELECT
    operation_id, programming_period_code, indicator_code, indicator_label, indicator_kind, sex, value, population,
    CAST(value / nullif(population, 0) AS DECIMAL(7,6)) AS rate,
    n_participants_complete, n_participants,
    CAST(n_participants_complete / nullif(n_participants, 0) AS DECIMAL(7,6)) AS completeness_rate,
    n_exits_collected, n_exits_due, CAST(n_exits_collected / nullif(n_exits_due, 0) AS DECIMAL(7,6)) AS exit_collection_rate,
    definition, source, is_verified
FROM counted
ORDER BY ALL
