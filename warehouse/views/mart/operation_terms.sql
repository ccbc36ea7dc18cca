-- title: Conditions des opérations
-- description: What each convention with the FSE agrees; of several declarations of one operation, that of the first EPI.
-- grain: one row per operation
-- lineage: core.operations by operation_id
-- fse_share_rate: Share of the cost that the FSE pays: the agreed rate, else agreed contribution over agreed cost. Unit: fraction. | Part du FSE
-- n_declarations: EPI that declare the operation. | Nombre de déclarations
WITH ranked AS (
    SELECT *, row_number() OVER (PARTITION BY operation_id ORDER BY epi_id, delivery_id, row_number) AS rank,
        count(*) OVER (PARTITION BY operation_id) AS declarations
    FROM core.operations
)
SELECT
    operation_id, programming_period_code, title, start_date, end_date, payment_end_date, total_eligible_cost_eur,
    fse_agreed_eur, simplified_cost_code, public_support_eur, application_date, completion_date, validity_end_date,
    planned_claims, accounts_date, last_payment_date, fse_rate,
    is_by_social_partner_or_ngo, is_for_women, is_for_public_services, supported_smes, supported_public_services,
    CAST(coalesce(fse_rate, CASE WHEN total_eligible_cost_eur > 0 THEN fse_agreed_eur / total_eligible_cost_eur END) AS DECIMAL(7,6)) AS fse_share_rate,
    CAST(declarations AS BIGINT) AS n_declarations,
    epi_id, delivery_id, sheet, row_number
FROM ranked
WHERE rank = 1
ORDER BY ALL
