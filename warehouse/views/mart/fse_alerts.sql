-- title: Alertes du FSE
-- description: What the authority would refuse today, or will ask for: spending, exits, follow-ups, reports, sums, documents; each with its cell where it has one. Incomplete participants are in mart.fse_cells_to_complete.
-- grain: one row per operation, alert and row or report it is told of
-- lineage: mart.operation_finance by operation_id; core.participations by operation_id; core.contracts by operation_id; mart.outcome_overview by operation_id; mart.followup_overview by operation_id
-- operation_id: Number of the operation, nine digits that begin with the year in Ma démarche FSE. | N° opération
-- alert_code: Code of core.fse_alert_codes. | Alerte
-- alert_label: What is wrong, in French. | Libellé de l'alerte
-- table_name: Declared table of the row; null where the operation as a whole is meant. | Tableau
-- column_name: Declared column to complete or mend. | Information
-- cell: Address in the sheet; null where the file has no such column. | Cellule
-- business_key: Number of the contract, expense or report. | Référence
-- amount_eur: Euros at stake, or the difference of two sums. Unit: €. | Montant
-- due_date: Day by which it is due, or until which the documents are kept. | Échéance
-- rule_codes: Rules that set the row aside, comma-separated. | Règles
WITH limits AS (FROM mart.fse_rules),
terms AS (FROM mart.operation_terms),
claims AS (FROM mart.operation_claims),
finances AS (FROM mart.operation_finance),
participants AS (FROM core.operation_participants),
night AS (
    SELECT as_of_date FROM ledger.runs ORDER BY run_id DESC LIMIT 1
),
spending AS (
    SELECT s.operation_id,
        unnest([
            CASE WHEN s.payment_date NOT BETWEEN f.payments_from_date AND f.payments_until_date THEN 'spending_outside_programme' END,
            CASE WHEN s.proof_code IS NULL THEN 'spending_without_proof' END
        ]) AS alert_code,
        s.epi_id, s.delivery_id, s.sheet, s.row_number, 'fse_spending' AS table_name, s.expense_id AS business_key,
        s.declared_eur AS amount_eur, CAST(NULL AS DATE) AS due_date
    FROM core.fse_spending AS s
    JOIN finances AS f ON f.operation_id = s.operation_id
),
set_aside AS (
    SELECT operation_id, CASE table_name WHEN 'fse_spending' THEN 'spending_set_aside' WHEN 'claims' THEN 'claim_set_aside'
        WHEN 'resources' THEN 'resource_set_aside' ELSE 'participant_set_aside' END,
        epi_id, delivery_id, sheet, row_number, table_name, business_key, amount_eur, CAST(NULL AS DATE)
    FROM core.operation_rows_set_aside WHERE is_in_force OR NOT is_said_again
),
ended AS (
    SELECT c.operation_id, c.person_key, max(c.effective_end_date) AS end_date, bool_and(c.effective_end_date IS NOT NULL) AS is_ended,
        max_by(c.contract_id, (c.start_date, c.epi_id, c.contract_id)) AS contract_id, max_by(c.epi_id, (c.start_date, c.epi_id, c.contract_id)) AS epi_id
    FROM core.contract_terms AS c
    JOIN core.contracts AS k ON k.epi_id = c.epi_id AND k.contract_id = c.contract_id AND k.cost_role_code IS DISTINCT FROM 'staff'
    WHERE c.operation_id IS NOT NULL
    GROUP BY c.operation_id, c.person_key
),
untold AS (
    SELECT e.operation_id, 'exit_missing', c.epi_id, c.delivery_id, c.sheet, c.row_number, 'contracts', c.contract_id,
        CAST(NULL AS DECIMAL(12,2)), e.end_date + l.exit_window_days
    FROM ended AS e
    CROSS JOIN night AS n CROSS JOIN limits AS l
    JOIN core.contracts AS c ON c.epi_id = e.epi_id AND c.contract_id = e.contract_id
    ANTI JOIN mart.outcome_overview AS x ON x.person_key = e.person_key AND x.operation_id = e.operation_id AND x.is_last
    WHERE e.is_ended AND e.end_date + l.exit_window_days < n.as_of_date
),
unobserved AS (
    SELECT p.operation_id, 'exit_unobserved', x.epi_id, x.delivery_id, x.sheet, x.row_number, 'outcomes', x.contract_id,
        CAST(NULL AS DECIMAL(12,2)), p.exit_date + l.exit_window_days
    FROM participants AS p
    CROSS JOIN limits AS l
    JOIN core.outcomes AS x ON x.epi_id = p.outcome_epi_id AND x.contract_id = p.outcome_contract_id
    WHERE p.is_exit_due AND NOT p.is_exit_in_time
),
followed AS (
    SELECT p.operation_id, CASE WHEN p.is_followup_due THEN 'followup_missed' ELSE 'followup_due' END, x.epi_id, x.delivery_id, x.sheet,
        x.row_number, 'outcomes', x.contract_id, CAST(NULL AS DECIMAL(12,2)),
        CAST(p.exit_date + to_months(l.followup_months) AS DATE) + l.followup_tolerance_days
    FROM participants AS p
    CROSS JOIN night AS n CROSS JOIN limits AS l
    JOIN core.outcomes AS x ON x.epi_id = p.outcome_epi_id AND x.contract_id = p.outcome_contract_id
    WHERE p.followup_date IS NULL AND CAST(p.exit_date + to_months(l.followup_months) AS DATE) - l.followup_tolerance_days <= n.as_of_date
),
reports AS (
    SELECT b.operation_id, CASE WHEN d.due_day < n.as_of_date THEN 'claim_overdue' ELSE 'claim_due' END, b.epi_id, b.delivery_id, b.sheet,
        b.row_number, 'claims', b.claim_id, CAST(NULL AS DECIMAL(12,2)), d.due_day
    FROM claims AS b
    JOIN terms AS o ON o.operation_id = b.operation_id
    CROSS JOIN night AS n CROSS JOIN limits AS l
    CROSS JOIN LATERAL (SELECT coalesce(b.due_date, CASE WHEN b.claim_type_code = 'final' THEN CAST(o.end_date + to_months(l.final_claim_months) AS DATE) END) AS due_day) AS d
    WHERE b.filed_date IS NULL AND d.due_day - l.claim_notice_days <= n.as_of_date
),
no_final AS (
    SELECT o.operation_id, 'final_claim_missing', o.epi_id, o.delivery_id, o.sheet, o.row_number, 'operations', o.operation_id,
        CAST(NULL AS DECIMAL(12,2)), CAST(o.end_date + to_months(l.final_claim_months) AS DATE)
    FROM terms AS o
    CROSS JOIN night AS n CROSS JOIN limits AS l
    ANTI JOIN claims AS b ON b.operation_id = o.operation_id AND b.claim_type_code = 'final'
    WHERE o.end_date < n.as_of_date
),
of_claims AS (
    SELECT s.operation_id, s.claim_id, sum(s.declared_eur) AS declared
    FROM core.fse_spending AS s WHERE s.claim_id IS NOT NULL GROUP BY ALL
),
claimed AS (
    SELECT operation_id, sum(retained_eur) AS retained, sum(retained_resources_eur) AS others FROM claims GROUP BY operation_id
),
claim_sums AS (
    SELECT b.operation_id, 'declared_differs', b.epi_id, b.delivery_id, b.sheet, b.row_number, 'claims', b.claim_id,
        b.declared_eur - c.declared, CAST(NULL AS DATE)
    FROM claims AS b
    JOIN of_claims AS c ON c.operation_id = b.operation_id AND c.claim_id = b.claim_id
    JOIN terms AS o ON o.operation_id = b.operation_id
    LEFT JOIN core.simplified_costs AS k ON k.code = o.simplified_cost_code
    WHERE b.declared_eur <> c.declared AND coalesce(k.rate, '') = ''
),
sums AS (
    SELECT f.operation_id, a.alert_code, o.epi_id, o.delivery_id, o.sheet, o.row_number, 'operations', f.operation_id, a.amount_eur,
        CAST(NULL AS DATE)
    FROM finances AS f
    JOIN terms AS o ON o.operation_id = f.operation_id
    LEFT JOIN claimed AS c ON c.operation_id = f.operation_id
    CROSS JOIN LATERAL (
        SELECT unnest([
            {'alert_code': 'retained_differs', 'amount_eur': CAST(c.retained - f.total_retained_eur AS DECIMAL(18,2))},
            {'alert_code': 'resources_differ', 'amount_eur': CAST(f.fse_retained_eur + c.others - c.retained AS DECIMAL(18,2))},
            {'alert_code': 'fse_above_due', 'amount_eur': CAST(nullif(greatest(f.fse_retained_eur - f.fse_due_eur, 0), 0) AS DECIMAL(18,2))},
            {'alert_code': 'fse_overpaid', 'amount_eur': CAST(nullif(greatest(-f.payment_due_eur, 0), 0) AS DECIMAL(18,2))}
        ], recursive := TRUE)
    ) AS a
    WHERE a.amount_eur <> 0
),
documents AS (
    SELECT o.operation_id, CASE WHEN f.documents_until_date IS NULL THEN 'documents_until_unknown' ELSE 'documents_kept' END, o.epi_id,
        o.delivery_id, o.sheet, o.row_number, 'operations', o.operation_id, CAST(NULL AS DECIMAL(12,2)), f.documents_until_date
    FROM terms AS o
    JOIN finances AS f ON f.operation_id = o.operation_id
    CROSS JOIN night AS n
    WHERE coalesce(f.documents_until_date >= n.as_of_date, TRUE)
),
alerts AS (
    FROM spending UNION ALL FROM set_aside UNION ALL FROM untold UNION ALL FROM unobserved UNION ALL FROM followed
    UNION ALL FROM reports UNION ALL FROM no_final UNION ALL FROM claim_sums UNION ALL FROM sums UNION ALL FROM documents
)
SELECT a.operation_id, a.alert_code, k.label AS alert_label, a.epi_id, a.delivery_id, a.table_name, a.sheet, a.row_number,
    nullif(k.column_name, '') AS column_name, coalesce(c.column_letter || CAST(a.row_number AS VARCHAR), nullif(q.cells, '')) AS cell, a.business_key,
    CAST(a.amount_eur AS DECIMAL(18,2)) AS amount_eur, a.due_date, q.codes AS rule_codes
FROM alerts AS a
JOIN core.fse_alert_codes AS k ON k.code = a.alert_code
LEFT JOIN quality.quarantine AS q
    ON ends_with(a.alert_code, '_set_aside') AND q.epi_id = a.epi_id AND q.delivery_id = a.delivery_id AND q.table_name = a.table_name AND q.sheet = a.sheet
    AND q.row_number = a.row_number
ASOF LEFT JOIN ledger.delivery_columns AS c
    ON c.epi_id = a.epi_id AND c.delivery_id = a.delivery_id AND c.table_name = a.table_name AND c.sheet = a.sheet
    AND c.column_name = k.column_name AND a.row_number > c.header_row
ORDER BY ALL
