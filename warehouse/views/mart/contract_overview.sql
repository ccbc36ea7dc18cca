-- title: Contrats : vue d'ensemble
-- description: Each contract with its terms, its FSE spending, its exit and the freshness of its source. The cell of a value is sheet, row_number and the column_letter of ledger.delivery_columns.
-- grain: one row per contract of an EPI
-- lineage: core.contracts by epi_id, contract_id; mart.spending_lines by epi_id, contract_id; mart.outcome_overview by epi_id, contract_id; core.epis by epi_id
-- epi_name: Name of the EPI. | Espace
-- contract_type_label: French label of the type. | Libellé du type
-- effective_end_date: Termination date, else planned end; null for a permanent contract. | Date de fin effective
-- contract_status: a_venir, en_cours or termine on the day of publication, from termination and planned end. | Situation du contrat
-- contract_months: Whole calendar months from start to effective end (or to the day of publication). Unit: months. | Durée
-- rome_label: Label of the ROME code, where it is one of digital mediation. | Métier
-- is_digital_job: Whether the post is digital: by its ROME code, or by its wording where the code does not decide. | Poste numérique
-- spending_declared_eur: Declared to the FSE for the contract. Unit: €. | Dépenses déclarées
-- spending_retained_eur: Retained by the check, where it has been made. Unit: €. | Dépenses retenues
-- personnel_declared_eur: Declared under personnel. Unit: €. | Personnel déclaré
-- personnel_retained_eur: Retained under personnel. Unit: €. | Personnel retenu
-- participants_declared_eur: Declared under participants. Unit: €. | Participants déclaré
-- participants_retained_eur: Retained under participants. Unit: €. | Participants retenu
-- other_declared_eur: Declared under every other post. Unit: €. | Autres postes déclarés
-- other_retained_eur: Retained under every other post. Unit: €. | Autres postes retenus
-- fse_share_eur: Share of the FSE. Unit: €. | Part du FSE
-- exit_reason_label: French label of the reason. | Motif de sortie
-- exit_category_code: Category derived from the reason. | Catégorie de sortie
-- exit_category_label: French label of the category. | Libellé de la catégorie
-- is_exit: Whether the person left. | Sortie
-- is_outcome_known: Whether the reason of the exit is known. | Devenir connu
-- goes_on_in_digital: Whether the person goes on in digital work. | Continue dans le numérique
-- source_age_days: Days between the reception of the source and the publication. Unit: days. | Âge de la source
WITH night AS (
    SELECT started_at FROM ledger.runs ORDER BY run_id DESC LIMIT 1
),
spending AS (
    SELECT
        epi_id, contract_id, sum(declared_eur) AS declared, sum(retained_eur) AS retained, sum(fse_share_eur) AS fse_share,
        sum(declared_eur) FILTER (post_code = 'personnel') AS personnel_declared,
        sum(retained_eur) FILTER (post_code = 'personnel') AS personnel_retained,
        sum(declared_eur) FILTER (post_code = 'participants') AS participants_declared,
        sum(retained_eur) FILTER (post_code = 'participants') AS participants_retained,
        sum(declared_eur) FILTER (post_code NOT IN ('personnel', 'participants')) AS other_declared,
        sum(retained_eur) FILTER (post_code NOT IN ('personnel', 'participants')) AS other_retained
    FROM mart.spending_lines
    GROUP BY epi_id, contract_id
),
received AS (
    SELECT
        epi_id, delivery_id, max(received_at) AS received_at, bool_or(is_last_received) AS is_last_received,
        min(filename) AS filename
    FROM ledger.deliveries
    GROUP BY epi_id, delivery_id
)
SELECT
    c.epi_id, e.name AS epi_name, e.commune, c.contract_id, c.person_key, c.operation_id, c.contract_type_code,
    t.label AS contract_type_label, c.start_date, c.planned_end_date, c.termination_date, c.effective_end_date,
    c.contract_status, c.contract_months, c.weekly_hours, c.working_time_rate, c.rome_code, j.label AS rome_label, c.position,
    CASE
        WHEN j.digital = 'always' OR c.rome_code LIKE 'M18%' THEN TRUE
        WHEN j.digital = 'if_post' THEN regexp_matches(lower(strip_accents(coalesce(c.position, ''))), 'numerique|multimedia|informatique|internet|\btic\b|\bepn\b|\bepi\b|\bweb|fab ?lab')
        WHEN c.rome_code IS NOT NULL THEN FALSE
    END AS is_digital_job,
    CAST(coalesce(s.declared, 0) AS DECIMAL(18,2)) AS spending_declared_eur,
    CAST(coalesce(s.retained, 0) AS DECIMAL(18,2)) AS spending_retained_eur,
    CAST(coalesce(s.personnel_declared, 0) AS DECIMAL(18,2)) AS personnel_declared_eur,
    CAST(coalesce(s.personnel_retained, 0) AS DECIMAL(18,2)) AS personnel_retained_eur,
    CAST(coalesce(s.participants_declared, 0) AS DECIMAL(18,2)) AS participants_declared_eur,
    CAST(coalesce(s.participants_retained, 0) AS DECIMAL(18,2)) AS participants_retained_eur,
    CAST(coalesce(s.other_declared, 0) AS DECIMAL(18,2)) AS other_declared_eur,
    CAST(coalesce(s.other_retained, 0) AS DECIMAL(18,2)) AS other_retained_eur,
    CAST(coalesce(s.fse_share, 0) AS DECIMAL(18,2)) AS fse_share_eur,
    x.exit_date, x.exit_reason_code, x.exit_reason_label, x.exit_category_code, x.exit_category_label, x.is_exit,
    x.is_outcome_known, x.goes_on_in_digital, x.has_qualification, x.qualification_title, x.offer_start_date,
    r.received_at, r.is_last_received, CAST(datediff('day', r.received_at, n.started_at) AS BIGINT) AS source_age_days,
    r.filename, c.delivery_id, c.sheet, c.row_number
FROM core.contract_terms AS c
CROSS JOIN night AS n
LEFT JOIN core.epis AS e ON e.epi_id = c.epi_id
LEFT JOIN core.contract_types AS t ON t.code = c.contract_type_code
LEFT JOIN core.rome_jobs AS j ON j.code = c.rome_code
LEFT JOIN spending AS s ON s.epi_id = c.epi_id AND s.contract_id = c.contract_id
LEFT JOIN mart.outcome_overview AS x ON x.epi_id = c.epi_id AND x.contract_id = c.contract_id
LEFT JOIN received AS r ON r.epi_id = c.epi_id AND r.delivery_id = c.delivery_id
