-- title: Coût par résultat
-- description: The cost retained of each operation over each outcome (F-E7).
-- grain: one row per operation and outcome
-- lineage: mart.operation_results by operation_id; mart.operation_finance by operation_id
-- outcome_code: Outcome. | Résultat
-- outcome_label: French label of the outcome. | Libellé du résultat
-- n_outcomes: How many. | Nombre
-- total_retained_eur: Total cost retained. Unit: €. | Coût total retenu
-- cost_per_outcome_eur: Cost over outcomes, rounded to the cent; null without any. Unit: €. | Coût par résultat
WITH counted AS (
    SELECT r.operation_id, r.programming_period_code, k.code AS outcome_code, k.label AS outcome_label, f.total_retained_eur,
        CASE k.measure
            WHEN 'n_participants_complete' THEN r.n_participants_complete
            WHEN 'n_people_recruited' THEN r.n_people_recruited
            WHEN 'n_dynamic_exits' THEN r.n_dynamic_exits
            WHEN 'n_lasting_jobs' THEN r.n_lasting_jobs
            WHEN 'n_qualified' THEN r.n_qualified
            WHEN 'n_staying_in_digital' THEN r.n_staying_in_digital
        END AS n_outcomes
    FROM mart.operation_results AS r
    JOIN mart.operation_finance AS f ON f.operation_id = r.operation_id
    CROSS JOIN core.costed_outcomes AS k
)
SELECT operation_id, programming_period_code, outcome_code, outcome_label, n_outcomes, total_retained_eur,
    CAST(CAST((CAST(total_retained_eur * 200 AS BIGINT) + n_outcomes) // nullif(2 * n_outcomes, 0) AS DECIMAL(18,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS cost_per_outcome_eur
FROM counted
ORDER BY ALL
