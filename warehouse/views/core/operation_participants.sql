-- title: Participants des opérations
-- description: Each person in each operation, once: the entry questionnaire of the first entry, the exit of the last, the follow-up in its time (R-P2, R-O1, R-O2). A row without a birth date stands for itself.
-- grain: one row per person and operation
-- participant_id: Key of the person, or the place of the row where there is none. | Participant
-- n_entries: Entries of the person in the operation. | Entrées
-- exit_date: Last exit; null while the person is in the operation. | Date de sortie
-- has_left: Whether the person has left the operation by the day of publication. | Sorti(e)
-- is_exit_due: Whether the person left longer ago than the questionnaire of exit may wait. | Questionnaire attendu
-- is_exit_in_time: Whether the exit was observed within four weeks; nothing else feeds an immediate result. | Sortie observée à temps
-- exit_status_code: Status at exit as stated, else that of the reason; no news stays unknown (R-O9). | Situation à la sortie
-- is_employed_at_exit: Observed in time, in a job begun within four weeks of the exit; an offer counts once it has begun. | En emploi à la sortie
-- is_in_training_at_exit: Observed in time, in education or training. | En formation à la sortie
-- is_qualified_at_exit: Observed in time, with a qualification gained within four weeks of the exit. | Qualification à la sortie
-- is_followup_due: Whether six months have passed since the exit, and the tolerance with them. | Suivi attendu
-- is_employed_later: In a job at the follow-up made in its time. | En emploi à six mois
-- is_improved_later: In a better situation at the follow-up made in its time (CR07). | Situation améliorée à six mois
-- outcome_epi_id: EPI that tells of the exit. | Espace de la sortie
-- outcome_contract_id: Contract under which the exit is told. | Contrat de la sortie
-- followup_date: Day of the follow-up that counts. | Date du suivi
WITH night AS (
    SELECT as_of_date FROM ledger.runs ORDER BY run_id DESC LIMIT 1
),
entries AS (
    SELECT *, coalesce(person_key, concat_ws('/', epi_id, delivery_id, sheet, row_number)) AS participant_id FROM core.participations
),
ranked AS (
    SELECT *, row_number() OVER person AS rank, count(*) OVER everything AS entries, max(entry_date) OVER everything AS last_entry_date,
        max(exit_date) OVER everything AS last_exit_date
    FROM entries
    WINDOW everything AS (PARTITION BY participant_id, operation_id),
        person AS (PARTITION BY participant_id, operation_id ORDER BY entry_date, epi_id, delivery_id, sheet, row_number)
),
outcomes AS (
    SELECT o.person_key, o.operation_id, o.epi_id, o.contract_id, o.exit_date, x.exit_reason_code, x.observation_date,
        x.next_start_date, x.offer_start_date, x.qualification_date, coalesce(x.has_qualification, FALSE) AS has_qualification,
        coalesce(x.is_in_training, x.exit_reason_code = '5') AS is_in_training,
        CASE WHEN x.exit_reason_code = '8' THEN 'inconnu' ELSE coalesce(x.exit_status_code, r.labour_status_code) END AS status,
        coalesce(t.is_employment, TRUE) AS is_employment
    FROM mart.outcome_overview AS o
    JOIN core.outcomes AS x ON x.epi_id = o.epi_id AND x.contract_id = o.contract_id
    JOIN core.exit_reasons AS r ON r.code = x.exit_reason_code
    LEFT JOIN core.contract_types AS t ON t.code = x.next_contract_type_code
    WHERE o.is_last AND o.person_key IS NOT NULL AND o.operation_id IS NOT NULL
),
exits AS (
    SELECT p.* EXCLUDE (exit_date), x.epi_id AS outcome_epi_id, x.contract_id AS outcome_contract_id, x.exit_reason_code,
        x.observation_date, x.next_start_date, x.offer_start_date, x.qualification_date, x.has_qualification,
        x.is_in_training, x.status, x.is_employment,
        CASE
            WHEN x.exit_reason_code = 'P0' THEN NULL
            WHEN coalesce(x.exit_date, p.last_exit_date) >= p.last_entry_date THEN coalesce(x.exit_date, p.last_exit_date)
        END AS exit_date
    FROM ranked AS p
    LEFT JOIN outcomes AS x ON x.person_key = p.person_key AND x.operation_id = p.operation_id
    WHERE p.rank = 1
),
observed AS (
    SELECT e.*, l.exit_window_days, CAST(e.exit_date + to_months(l.followup_months) AS DATE) AS followup_day,
        l.followup_tolerance_days,
        coalesce(e.observation_date BETWEEN e.exit_date AND e.exit_date + l.exit_window_days, FALSE) AS is_exit_in_time,
        coalesce(e.next_start_date, e.offer_start_date, e.observation_date) AS job_start_date
    FROM exits AS e CROSS JOIN mart.fse_rules AS l
),
followups AS (
    SELECT o.participant_id, o.operation_id, f.observation_date, f.improvement_code,
        f.followup_status_code = 'en_emploi' AND coalesce(t.is_employment, TRUE) AS is_employed,
        row_number() OVER (PARTITION BY o.participant_id, o.operation_id ORDER BY f.observation_date DESC, f.epi_id, f.contract_id) AS rank
    FROM observed AS o
    JOIN core.contracts AS c ON c.person_key = o.person_key AND c.operation_id = o.operation_id
    JOIN core.followups AS f ON f.epi_id = c.epi_id AND f.contract_id = c.contract_id
        AND abs(datediff('day', o.followup_day, f.observation_date)) <= o.followup_tolerance_days
    LEFT JOIN core.contract_types AS t ON t.code = f.followup_contract_type_code
)
SELECT
    o.operation_id, o.participant_id, o.person_key, CAST(o.entries AS BIGINT) AS n_entries, o.sex_code, o.entry_date, o.entry_age,
    o.is_complete, o.exit_date, o.exit_reason_code, o.observation_date,
    coalesce(o.exit_date <= n.as_of_date, FALSE) AS has_left,
    coalesce(o.exit_date + o.exit_window_days < n.as_of_date, FALSE) AS is_exit_due,
    o.is_exit_in_time, o.status AS exit_status_code,
    coalesce(
        o.is_exit_in_time AND o.status = 'en_emploi' AND o.is_employment AND o.job_start_date <= o.exit_date + o.exit_window_days
        AND (o.exit_reason_code <> 'P1' OR o.job_start_date <= o.observation_date), FALSE
    ) AS is_employed_at_exit,
    coalesce(o.is_exit_in_time AND o.is_in_training, FALSE) AS is_in_training_at_exit,
    coalesce(
        o.is_exit_in_time AND o.has_qualification
        AND coalesce(o.qualification_date, o.observation_date) <= o.exit_date + o.exit_window_days, FALSE
    ) AS is_qualified_at_exit,
    coalesce(o.followup_day + o.followup_tolerance_days < n.as_of_date, FALSE) AS is_followup_due,
    f.observation_date AS followup_date,
    coalesce(f.is_employed, FALSE) AS is_employed_later,
    coalesce(f.improvement_code <> 'aucune', FALSE) AS is_improved_later,
    o.outcome_epi_id, o.outcome_contract_id,
    o.entry_status_code, o.unemployment_months, o.is_long_unemployed, o.is_in_training_at_entry, o.entry_education_level_code,
    o.is_jobless_household, o.has_dependent_children, o.is_single_adult, o.disability_code, o.housing_exclusion_code, o.is_rural,
    o.born_abroad_code, o.parent_born_abroad_code, o.third_country_code, o.minority_code, o.other_disadvantage_code,
    o.epi_id, o.delivery_id, o.sheet, o.row_number
FROM observed AS o
CROSS JOIN night AS n
LEFT JOIN followups AS f ON f.participant_id = o.participant_id AND f.operation_id = o.operation_id AND f.rank = 1
