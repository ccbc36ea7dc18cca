-- title: Seuils et délais du FSE, en une ligne
-- description: The numbers of core.fse_limits, typed, for the views that use them.
-- grain: one row
-- lineage: core.fse_limits
-- exit_window_days: Days after the exit in which its questionnaire counts. Unit: days. | Délai du questionnaire de sortie
-- followup_months: Months from the exit to the follow-up. Unit: months. | Suivi après la sortie
-- followup_tolerance_days: Days before or after that still count. Unit: days. | Tolérance du suivi
-- payment_months: Months after the realisation in which an expense may be paid. Unit: months. | Délai d'acquittement
-- final_claim_months: Months after the realisation by which the final report is due. Unit: months. | Délai du bilan final
-- claim_notice_days: Days before its due date from which a report is announced. Unit: days. | Annonce d'un bilan
-- household_until: Entries before this day are asked about their household. | Ménage demandé avant le
-- young_age: Below it one is young. Unit: years. | Âge des jeunes
-- senior_age: From it one is senior. Unit: years. | Âge des seniors
-- child_age: Below it one is a child. Unit: years. | Majorité
-- young_adult_age: Below it one is a young adult. Unit: years. | Âge des jeunes adultes
-- long_unemployed_young_months: Months of unemployment beyond which it is long, for the young. Unit: months. | Longue durée avant 25 ans
-- long_unemployed_months: Months of unemployment beyond which it is long. Unit: months. | Longue durée
-- full_time_week_hours: Hours of a full-time week. Unit: hours. | Semaine d'un temps plein
-- full_time_year_hours: Hours of a full-time year, common base. Unit: hours. | Année d'un temps plein
-- iae_year_hours: Hours of a full-time year, base of the IAE. Unit: hours. | Année de l'IAE
-- unit_cost_year_hours: Hours by which the annual cost is divided into an hourly unit cost. Unit: hours. | Année du coût unitaire
-- asp_months_per_day: Months that the ASP counts for a day. Unit: months. | Mois par jour (ASP)
SELECT
    max(CASE WHEN code = 'exit_window_days' THEN CAST(value AS INTEGER) END) AS exit_window_days,
    max(CASE WHEN code = 'followup_months' THEN CAST(value AS INTEGER) END) AS followup_months,
    max(CASE WHEN code = 'followup_tolerance_days' THEN CAST(value AS INTEGER) END) AS followup_tolerance_days,
    max(CASE WHEN code = 'payment_months' THEN CAST(value AS INTEGER) END) AS payment_months,
    max(CASE WHEN code = 'final_claim_months' THEN CAST(value AS INTEGER) END) AS final_claim_months,
    max(CASE WHEN code = 'claim_notice_days' THEN CAST(value AS INTEGER) END) AS claim_notice_days,
    max(CASE WHEN code = 'household_until' THEN CAST(value AS DATE) END) AS household_until,
    max(CASE WHEN code = 'young_age' THEN CAST(value AS INTEGER) END) AS young_age,
    max(CASE WHEN code = 'senior_age' THEN CAST(value AS INTEGER) END) AS senior_age,
    max(CASE WHEN code = 'child_age' THEN CAST(value AS INTEGER) END) AS child_age,
    max(CASE WHEN code = 'young_adult_age' THEN CAST(value AS INTEGER) END) AS young_adult_age,
    max(CASE WHEN code = 'long_unemployed_young_months' THEN CAST(value AS INTEGER) END) AS long_unemployed_young_months,
    max(CASE WHEN code = 'long_unemployed_months' THEN CAST(value AS INTEGER) END) AS long_unemployed_months,
    max(CASE WHEN code = 'full_time_week_hours' THEN CAST(value AS DECIMAL(6,2)) END) AS full_time_week_hours,
    max(CASE WHEN code = 'full_time_year_hours' THEN CAST(value AS INTEGER) END) AS full_time_year_hours,
    max(CASE WHEN code = 'iae_year_hours' THEN CAST(value AS INTEGER) END) AS iae_year_hours,
    max(CASE WHEN code = 'unit_cost_year_hours' THEN CAST(value AS INTEGER) END) AS unit_cost_year_hours,
    max(CASE WHEN code = 'asp_months_per_day' THEN CAST(value AS DECIMAL(9,7)) END) AS asp_months_per_day
FROM core.fse_limits
