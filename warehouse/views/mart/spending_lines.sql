-- title: Lignes de dépense
-- description: Each expense with the share of the FSE; the basis is the amount retained, or declared where the check has not been made.
-- grain: one row per expense of an EPI
-- lineage: core.fse_spending by epi_id, expense_id; mart.operation_terms by operation_id
-- post_label: French label of the post. | Libellé du poste
-- basis_eur: Amount retained, or declared where nothing is retained yet. Unit: €. | Montant de base
-- fse_share_eur: Agreed rate of the basis; where no rate is agreed, as much of the agreed contribution as of the agreed cost; rounded to the cent. Unit: €. | Part du FSE
SELECT
    s.epi_id, s.expense_id, s.operation_id, s.contract_id, s.post_code, p.label AS post_label, s.period_start_date,
    s.payment_date, s.declared_eur, s.discarded_eur, s.retained_eur,
    coalesce(s.retained_eur, s.declared_eur) AS basis_eur,
    CASE
        WHEN o.fse_rate IS NOT NULL THEN CAST(round(coalesce(s.retained_eur, s.declared_eur) * o.fse_rate, 2) AS DECIMAL(12,2))
        ELSE CAST(CAST(sign(coalesce(s.retained_eur, s.declared_eur)) * ((CAST(abs(coalesce(s.retained_eur, s.declared_eur)) * 200 AS HUGEINT) * CAST(o.fse_agreed_eur * 100 AS HUGEINT) + CAST(o.total_eligible_cost_eur * 100 AS HUGEINT)) // nullif(CAST(o.total_eligible_cost_eur * 200 AS HUGEINT), 0)) AS DECIMAL(12,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(12,2))
    END AS fse_share_eur,
    s.delivery_id, s.sheet, s.row_number
FROM core.fse_spending AS s
LEFT JOIN core.spending_posts AS p ON p.code = s.post_code
LEFT JOIN mart.operation_terms AS o ON o.operation_id = s.operation_id
