-- title: Mesures des participants
-- description: What holds of each participant, by the names that core.fse_indicator_codes uses for measures and populations (F-I1 to F-I8).
-- grain: one row per person, operation and measure that holds
-- participant_id: Key of the person, or the place of the row where there is none. | Participant
-- has_left: Whether the person has left the operation. | Sorti(e)
-- measure: What holds of the person. | Mesure
WITH described AS (
    SELECT p.*, l.young_age, l.senior_age, l.child_age, l.young_adult_age,
        p.entry_status_code = 'chomeur' AS is_unemployed, p.entry_status_code = 'inactif' AS is_inactive,
        p.entry_status_code = 'en_emploi' AS is_employed, NOT coalesce(p.is_in_training_at_entry, FALSE) AS is_untrained,
        CASE WHEN p.entry_age < l.young_age THEN l.long_unemployed_young_months ELSE l.long_unemployed_months END AS long_months,
        p.entry_date < l.household_until AS is_household_asked,
        p.born_abroad_code = 'oui' OR p.parent_born_abroad_code = 'oui' AS is_of_foreign_background,
        e.output_2014, e.output_2021
    FROM core.operation_participants AS p
    CROSS JOIN mart.fse_rules AS l
    LEFT JOIN core.education_levels AS e ON e.code = p.entry_education_level_code
),
judged AS (
    SELECT *, is_unemployed OR is_inactive AS is_workless, is_inactive AND is_untrained AS is_inactive_untrained,
        coalesce(is_of_foreign_background, FALSE) OR coalesce(third_country_code = 'oui', FALSE) OR coalesce(minority_code = 'oui', FALSE) AS is_migrant_or_minority,
        is_household_asked AND is_jobless_household AS is_of_jobless_household,
        is_household_asked AND is_single_adult AS is_alone_with_children,
        is_exit_in_time AND is_inactive AND exit_status_code = 'chomeur' AS seeks_at_exit,
        is_in_training_at_exit AND is_untrained AS enters_training
    FROM described
),
weighed AS (
    SELECT *,
        coalesce(is_migrant_or_minority, FALSE) OR coalesce(disability_code = 'oui', FALSE) OR coalesce(other_disadvantage_code = 'oui', FALSE)
        OR coalesce(is_of_jobless_household, FALSE) OR coalesce(is_alone_with_children, FALSE) AS is_disadvantaged,
        coalesce(seeks_at_exit, FALSE) OR enters_training OR is_qualified_at_exit OR coalesce(is_workless AND is_employed_at_exit, FALSE) AS has_result,
        coalesce(is_workless AND is_employed_later, FALSE) AS works_later
    FROM judged
),
measured AS (
    SELECT operation_id, participant_id, sex_code, is_complete, has_left, unnest([
        'all',
        CASE WHEN is_unemployed THEN 'unemployed' END,
        CASE WHEN is_unemployed AND coalesce(unemployment_months > long_months, is_long_unemployed) THEN 'long_unemployed' END,
        CASE WHEN is_inactive THEN 'inactive' END,
        CASE WHEN is_inactive_untrained THEN 'inactive_untrained' END,
        CASE WHEN is_employed THEN 'employed' END,
        CASE WHEN is_workless THEN 'workless' END,
        CASE WHEN is_untrained THEN 'untrained_at_entry' END,
        CASE WHEN entry_age < young_age THEN 'under_25' END,
        CASE WHEN entry_age >= senior_age THEN 'over_54' END,
        CASE WHEN entry_age >= senior_age AND (is_unemployed OR is_inactive_untrained) THEN 'over_54_workless' END,
        CASE WHEN entry_age < child_age THEN 'under_18' END,
        CASE WHEN entry_age >= child_age AND entry_age < young_adult_age THEN 'aged_18_29' END,
        nullif(output_2014, ''),
        nullif(output_2021, ''),
        CASE WHEN is_household_asked THEN 'household_asked' END,
        CASE WHEN is_of_jobless_household THEN 'jobless_household' END,
        CASE WHEN is_of_jobless_household AND has_dependent_children THEN 'jobless_household_children' END,
        CASE WHEN is_alone_with_children THEN 'single_adult' END,
        CASE WHEN is_migrant_or_minority THEN 'migrant_or_minority' END,
        CASE WHEN is_of_foreign_background THEN 'foreign_background' END,
        CASE WHEN third_country_code = 'oui' THEN 'third_country' END,
        CASE WHEN minority_code = 'oui' THEN 'minority' END,
        CASE WHEN disability_code = 'oui' THEN 'disabled' END,
        CASE WHEN other_disadvantage_code = 'oui' THEN 'other_disadvantaged' END,
        CASE WHEN housing_exclusion_code = 'oui' THEN 'housing_excluded' END,
        CASE WHEN is_rural THEN 'rural' END,
        CASE WHEN is_disadvantaged THEN 'disadvantaged' END,
        CASE WHEN seeks_at_exit THEN 'seeking_at_exit' END,
        CASE WHEN enters_training THEN 'training_at_exit' END,
        CASE WHEN is_qualified_at_exit THEN 'qualified_at_exit' END,
        CASE WHEN is_workless AND is_employed_at_exit THEN 'employed_at_exit' END,
        CASE WHEN is_disadvantaged AND has_result THEN 'disadvantaged_result' END,
        CASE WHEN works_later THEN 'employed_later' END,
        CASE WHEN is_employed AND is_improved_later THEN 'improved_later' END,
        CASE WHEN works_later AND entry_age >= senior_age THEN 'senior_employed_later' END,
        CASE WHEN works_later AND is_disadvantaged THEN 'disadvantaged_employed_later' END
    ]) AS measure
    FROM weighed
)
SELECT operation_id, participant_id, sex_code, is_complete, has_left, measure FROM measured WHERE measure IS NOT NULL
