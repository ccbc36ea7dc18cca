-- title: Devenir des personnes
-- description: What became of each person, with the category of the exit derived from its reason.
-- grain: one row per row of core.outcomes
-- lineage: core.outcomes by epi_id, contract_id; core.contracts by epi_id, contract_id; core.contracts by person_key, operation_id
-- exit_reason_label: French label of the reason. | Motif de sortie
-- exit_category_code: Category derived from the reason. | Catégorie de sortie
-- exit_category_label: French label of the category. | Libellé de la catégorie
-- is_exit: Whether the person has left by the day of publication; false for P0 (contract running or renewal under study) and P1 (offer not yet taken). | Sortie
-- is_outcome_known: Whether the reason of the exit is known; reason 8 is not. Null where there is no exit. | Devenir connu
-- is_lasting_job: Whether the exit is to a lasting job. | Emploi durable
-- is_dynamic: Whether the exit is dynamic: lasting job, transition or positive. | Sortie dynamique
-- goes_on_in_digital: As the file says, else derived from the next ROME code, as is_digital_job of a contract; null when unknown, where the wording of the post would decide, or no exit. | Continue dans le numérique
-- is_last: Whether it is the last outcome of the person in the operation, and no later contract has begun since: the answers count these alone. | Dernier devenir connu
WITH night AS (
    SELECT as_of_date FROM ledger.runs ORDER BY run_id DESC LIMIT 1
),
joined AS NOT MATERIALIZED (
    SELECT
        x.* EXCLUDE (person_key), coalesce(c.person_key, x.person_key) AS person_key, c.operation_id, c.start_date,
        r.label AS reason_label, r.category, r.is_exit AND coalesce(x.exit_date <= n.as_of_date, TRUE) AS is_exit
    FROM core.outcomes AS x
    CROSS JOIN night AS n
    LEFT JOIN core.contracts AS c ON c.epi_id = x.epi_id AND c.contract_id = x.contract_id
    LEFT JOIN core.exit_reasons AS r ON r.code = x.exit_reason_code
),
several AS (
    SELECT hash(person_key, operation_id) AS key FROM core.contracts
    GROUP BY key HAVING count(*) > 1 OR bool_or(operation_id IS NULL)
),
held AS (
    SELECT c.epi_id, c.contract_id, c.person_key, c.operation_id, c.start_date FROM core.contracts AS c
    SEMI JOIN several AS s ON s.key = hash(c.person_key, c.operation_id)
),
last_starts AS (
    SELECT person_key, operation_id, max(start_date) AS last_start_date FROM held GROUP BY ALL
),
told AS (
    SELECT x.epi_id, x.contract_id, x.exit_date, h.person_key, h.operation_id, h.start_date FROM core.outcomes AS x
    JOIN held AS h ON h.epi_id = x.epi_id AND h.contract_id = x.contract_id
    UNION ALL
    SELECT x.epi_id, x.contract_id, x.exit_date, x.person_key, NULL, NULL FROM core.outcomes AS x
    ANTI JOIN core.contracts AS c ON c.epi_id = x.epi_id AND c.contract_id = x.contract_id
    WHERE x.person_key IS NOT NULL
),
followed AS (
    SELECT t.epi_id, t.contract_id FROM told AS t
    LEFT JOIN last_starts AS l ON l.person_key = t.person_key AND l.operation_id IS NOT DISTINCT FROM t.operation_id
    QUALIFY coalesce(l.last_start_date > coalesce(t.exit_date, t.start_date), FALSE) OR row_number() OVER (
        PARTITION BY t.person_key, t.operation_id
        ORDER BY t.start_date DESC, t.exit_date DESC NULLS FIRST, t.epi_id, t.contract_id
    ) > 1
)
SELECT
    x.epi_id, x.contract_id, x.person_key, x.operation_id, x.exit_date, exit_reason_code, x.reason_label AS exit_reason_label,
    x.category AS exit_category_code, k.label AS exit_category_label, x.is_exit,
    CASE WHEN x.is_exit THEN exit_reason_code <> '8' END AS is_outcome_known,
    x.is_exit AND x.category = 'emploi_durable' AS is_lasting_job,
    x.is_exit AND x.category IN ('emploi_durable', 'emploi_de_transition', 'sortie_positive') AS is_dynamic,
    CASE WHEN x.is_exit THEN coalesce(
        stays_in_digital,
        CASE
            WHEN j.digital = 'always' OR next_rome_code LIKE 'M18%' THEN TRUE
            WHEN next_rome_code IS NOT NULL AND j.digital IS DISTINCT FROM 'if_post' THEN FALSE
        END
    ) END AS goes_on_in_digital,
    has_qualification, qualification_title, next_contract_type_code, next_contract_months, next_rome_code, offer_start_date,
    f.contract_id IS NULL AND coalesce(x.start_date <= x.exit_date, TRUE) AS is_last,
    x.delivery_id, x.sheet, x.row_number
FROM joined AS x
LEFT JOIN core.exit_categories AS k ON k.code = x.category
LEFT JOIN core.rome_jobs AS j ON j.code = x.next_rome_code
LEFT JOIN followed AS f ON f.epi_id = x.epi_id AND f.contract_id = x.contract_id
