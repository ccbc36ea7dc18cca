-- title: Financement des opérations
-- description: The cost of each operation, what the FSE owes and has paid, the rates, the window of the payments, and until when the documents are kept (F-E1 to F-E8).
-- grain: one row per operation
-- lineage: core.operations by operation_id; core.fse_spending by operation_id; core.claims by operation_id; core.resources by operation_id
-- fse_share_rate: Share of the cost that the FSE pays: the agreed rate, else agreed contribution over agreed cost. Unit: fraction. | Part du FSE
-- direct_declared_eur: Direct costs declared that count. Unit: €. | Dépenses directes déclarées
-- direct_retained_eur: Direct costs retained that count. Unit: €. | Dépenses directes retenues
-- flat_rate_declared_eur: Flat rate of what is declared. Unit: €. | Forfait déclaré
-- flat_rate_retained_eur: Flat rate of what is retained. Unit: €. | Forfait retenu
-- indirect_retained_eur: Real indirect costs retained. Unit: €. | Dépenses indirectes retenues
-- in_kind_retained_eur: Contributions in kind retained, where a resource in kind of the same amount answers them. Unit: €. | Dépenses en nature retenues
-- total_declared_eur: Total cost declared. Unit: €. | Coût total déclaré
-- total_retained_eur: Total cost retained (F-E3). Unit: €. | Coût total retenu
-- other_resources_eur: Resources other than the FSE: those that the reports retain, else those received and allocated, with those in kind that answer a cost in kind. Unit: €. | Autres ressources
-- other_resources_from: claims or resources: where they are read from. | Origine des autres ressources
-- fse_by_rate_eur: Agreed rate of the cost retained; where no rate is agreed, as much of the agreed contribution as of the agreed cost is retained; rounded down to the cent. Unit: €. | FSE au taux
-- fse_by_resources_eur: Cost retained less the other resources. Unit: €. | FSE laissé par les autres ressources
-- fse_due_eur: Least of the agreed amount and the two above, never below nought (F-E5). Unit: €. | FSE dû
-- fse_retained_eur: FSE that the authority has retained over the reports. Unit: €. | FSE retenu par le contrôle
-- fse_paid_eur: FSE paid so far. Unit: €. | FSE versé
-- payment_due_eur: FSE due less FSE paid; negative when too much was paid. Unit: €. | Reste à verser
-- execution_rate: Cost retained over agreed cost (F-E4); null from a million million on. Unit: fraction. | Taux d'exécution
-- intervention_rate: FSE due over cost retained (F-E4). Unit: fraction. | Taux d'intervention réel
-- payments_from_date: First day of the payments of the programming period (F-E8). | Paiements à partir du
-- payments_until_date: Last day of the payments of the programming period (F-E8). | Paiements jusqu'au
-- last_payment_day: Last day on which an expense of the operation may be paid (R-E2). | Dernier jour d'acquittement
-- documents_until_date: Day until which the documents are kept; null while the date that it runs from is not known (F-E6). | Pièces à conserver jusqu'au
WITH costs AS (
    SELECT operation_id,
        coalesce(sum(counted_declared_eur) FILTER (is_direct AND NOT is_computed), 0) AS direct_declared,
        coalesce(sum(counted_retained_eur) FILTER (is_direct AND NOT is_computed), 0) AS direct_retained,
        coalesce(sum(declared_eur) FILTER (is_computed), 0) AS flat_declared,
        coalesce(sum(retained_eur) FILTER (is_computed), 0) AS flat_retained,
        coalesce(sum(counted_declared_eur) FILTER (post_code = 'indirectes' AND NOT is_computed), 0) AS indirect_declared,
        coalesce(sum(counted_retained_eur) FILTER (post_code = 'indirectes' AND NOT is_computed), 0) AS indirect_retained,
        coalesce(sum(retained_eur) FILTER (post_code = 'nature'), 0) AS in_kind_retained,
        coalesce(sum(declared_eur) FILTER (post_code = 'nature'), 0) AS in_kind_declared
    FROM mart.operation_posts GROUP BY operation_id
),
claimed AS (
    SELECT operation_id, sum(retained_resources_eur) AS others, sum(fse_retained_eur) AS fse_retained, sum(fse_paid_eur) AS fse_paid
    FROM mart.operation_claims GROUP BY operation_id
),
brought AS (
    SELECT operation_id, sum(received_eur) FILTER (funder_type_code NOT IN ('fse', 'nature')) AS others,
        coalesce(sum(coalesce(received_eur, planned_eur)) FILTER (funder_type_code = 'nature'), 0) AS in_kind
    FROM core.resources WHERE coalesce(is_allocated, TRUE) GROUP BY operation_id
),
summed AS (
    SELECT o.*, p.payments_from, p.payments_until, p.kept_since, p.kept_years, p.large_from_eur, p.large_kept_years, l.payment_months,
        CAST(coalesce(c.direct_declared, 0) AS DECIMAL(18,2)) AS direct_declared_eur,
        CAST(coalesce(c.direct_retained, 0) AS DECIMAL(18,2)) AS direct_retained_eur,
        CAST(coalesce(c.flat_declared, 0) AS DECIMAL(18,2)) AS flat_rate_declared_eur,
        CAST(coalesce(c.flat_retained, 0) AS DECIMAL(18,2)) AS flat_rate_retained_eur,
        CAST(coalesce(c.indirect_declared, 0) AS DECIMAL(18,2)) AS indirect_declared_eur,
        CAST(coalesce(c.indirect_retained, 0) AS DECIMAL(18,2)) AS indirect_retained_eur,
        CAST(CASE WHEN c.in_kind_retained = b.in_kind THEN c.in_kind_retained ELSE 0 END AS DECIMAL(18,2)) AS in_kind_retained_eur,
        CAST(CASE WHEN c.in_kind_declared = b.in_kind THEN c.in_kind_declared ELSE 0 END AS DECIMAL(18,2)) AS in_kind_declared_eur,
        k.others AS claimed_resources_eur, b.others AS received_resources_eur,
        CAST(coalesce(k.fse_retained, 0) AS DECIMAL(18,2)) AS fse_retained_eur,
        CAST(coalesce(k.fse_paid, 0) AS DECIMAL(18,2)) AS fse_paid_eur
    FROM mart.operation_terms AS o
    CROSS JOIN mart.fse_rules AS l
    LEFT JOIN core.programming_periods AS p ON p.code = o.programming_period_code
    LEFT JOIN costs AS c ON c.operation_id = o.operation_id
    LEFT JOIN claimed AS k ON k.operation_id = o.operation_id
    LEFT JOIN brought AS b ON b.operation_id = o.operation_id
),
totals AS (
    SELECT *,
        CAST(direct_declared_eur + flat_rate_declared_eur + indirect_declared_eur + in_kind_declared_eur AS DECIMAL(18,2)) AS total_declared_eur,
        CAST(direct_retained_eur + flat_rate_retained_eur + indirect_retained_eur + in_kind_retained_eur AS DECIMAL(18,2)) AS total_retained_eur,
        CAST(coalesce(claimed_resources_eur, coalesce(received_resources_eur, 0) + in_kind_retained_eur) AS DECIMAL(18,2)) AS other_resources_eur,
        CASE
            WHEN claimed_resources_eur IS NOT NULL THEN 'claims'
            WHEN received_resources_eur IS NOT NULL OR in_kind_retained_eur > 0 THEN 'resources'
        END AS other_resources_from
    FROM summed
),
bounds AS (
    SELECT *,
        CASE
            WHEN fse_rate IS NOT NULL THEN CAST(trunc(CAST(fse_rate AS DECIMAL(20,6)) * total_retained_eur, 2) AS DECIMAL(18,2))
            ELSE CAST(CAST(CAST(fse_agreed_eur * 100 AS HUGEINT) * CAST(total_retained_eur * 100 AS HUGEINT) // nullif(CAST(total_eligible_cost_eur * 100 AS HUGEINT), 0) AS DECIMAL(18,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(18,2))
        END AS fse_by_rate_eur,
        CAST(total_retained_eur - other_resources_eur AS DECIMAL(18,2)) AS fse_by_resources_eur
    FROM totals
),
due AS (
    SELECT *,
        CAST(greatest(CAST(0 AS DECIMAL(18,2)), least(fse_agreed_eur, fse_by_rate_eur, fse_by_resources_eur)) AS DECIMAL(18,2)) AS fse_due_eur,
        CASE kept_since WHEN 'accounts_date' THEN accounts_date WHEN 'last_payment_date' THEN last_payment_date END AS kept_from,
        CASE WHEN large_from_eur <> '' AND total_eligible_cost_eur >= CAST(nullif(large_from_eur, '') AS DECIMAL(18,2)) THEN large_kept_years ELSE kept_years END AS years
    FROM bounds
)
SELECT
    operation_id, programming_period_code, title, total_eligible_cost_eur, fse_agreed_eur, fse_share_rate, simplified_cost_code,
    direct_declared_eur, direct_retained_eur, flat_rate_declared_eur, flat_rate_retained_eur, indirect_retained_eur,
    in_kind_retained_eur, total_declared_eur, total_retained_eur, other_resources_eur, other_resources_from,
    fse_by_rate_eur, fse_by_resources_eur, fse_due_eur, fse_retained_eur, fse_paid_eur,
    CAST(fse_due_eur - fse_paid_eur AS DECIMAL(18,2)) AS payment_due_eur,
    TRY_CAST(total_retained_eur / nullif(total_eligible_cost_eur, 0) AS DECIMAL(18,6)) AS execution_rate,
    CAST(fse_due_eur / nullif(total_retained_eur, 0) AS DECIMAL(18,6)) AS intervention_rate,
    CAST(payments_from AS DATE) AS payments_from_date, CAST(payments_until AS DATE) AS payments_until_date,
    coalesce(payment_end_date, CAST(end_date + to_months(payment_months) AS DATE)) AS last_payment_day,
    CASE WHEN years <> '' THEN make_date(year(kept_from) + CAST(nullif(years, '') AS BIGINT), 12, 31) END AS documents_until_date
FROM due
ORDER BY ALL
