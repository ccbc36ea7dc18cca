-- title: Tableau des remises
-- description: What is due of each EPI, table and period of the calendar, and what the rows received say of it.
-- grain: one row per EPI, table and period
-- lineage: core.epis by epi_id; core.participations by epi_id; core.contracts by epi_id; core.fse_spending by epi_id; core.outcomes by epi_id; core.followups by epi_id; core.resources by epi_id; core.claims by epi_id
-- epi_name: Name of the EPI. | Espace
-- period: The period as 2015, 2015-S1, 2015-T1 or 2015-03. | Période
-- period_start_date: First day of the period. | Début de la période
-- period_end_date: Last day of the period. | Fin de la période
-- due_date: Day by which the rows are due; a night before six in the morning counts for the day before. | Échéance
-- state_code: State of the cell: see core.delivery_states. | Code de l'état
-- state_label: French label of the state. | État
-- is_missing: Whether something is still to be sent. | À remettre
-- n_rows_accepted: Rows of the period accepted. | Lignes prises en compte
-- n_rows_set_aside: Rows of the period set aside in what stands. | Lignes mises de côté
-- received_date: Day on which rows of the period were first received. | Première réception
-- late_days: Days between the due date and the reception, or the day told of; null when not late. Unit: days. | Jours de retard
WITH night AS (
    SELECT as_of_date FROM ledger.runs ORDER BY run_id DESC LIMIT 1
),
starts AS (
    SELECT d.epi_id, d.table_name, d.period_months, d.due_days, n.as_of_date,
        unnest(generate_series(CAST(d.first_period_date AS TIMESTAMP), CAST(n.as_of_date AS TIMESTAMP), to_months(CAST(d.period_months AS INTEGER)))) AS starts_at
    FROM ledger.due_tables AS d CROSS JOIN night AS n
),
ends AS (
    SELECT *, CAST(starts_at AS DATE) AS period_start_date,
        CAST(starts_at + to_months(CAST(period_months AS INTEGER)) AS DATE) - 1 AS period_end_date
    FROM starts
),
cells AS (
    SELECT *, period_end_date + CAST(due_days AS INTEGER) AS due_date FROM ends
),
exempt AS (
    SELECT DISTINCT c.epi_id, c.table_name, c.period_start_date, c.period_end_date, e.exemption_code
    FROM cells AS c
    JOIN ledger.exemptions AS e ON e.epi_id = c.epi_id AND e.table_name = c.table_name
        AND e.from_date <= c.period_start_date AND e.to_date >= c.period_end_date
),
covered AS (
    SELECT c.epi_id, c.table_name, c.period_start_date, c.period_end_date, sum(m.n_rows_accepted) AS accepted,
        sum(m.n_rows_set_aside) AS set_aside, min(m.first_received_date) FILTER (m.n_rows_accepted > 0) AS received_date
    FROM cells AS c
    JOIN ledger.covered_months AS m ON m.epi_id = c.epi_id AND m.table_name = c.table_name
        AND m.month_date BETWEEN c.period_start_date AND c.period_end_date
    GROUP BY ALL
),
givers AS (
    SELECT DISTINCT epi_id, source_name, table_name FROM ledger.standings
),
due AS (
    SELECT DISTINCT epi_id, table_name FROM ledger.due_tables
),
-- The sources that have given the table before; of a table that none has given, every source of the EPI.
sources AS (
    SELECT d.table_name, r.* FROM ledger.receipts AS r JOIN due AS d ON d.epi_id = r.epi_id
    WHERE (r.epi_id, r.source_name, d.table_name) IN (SELECT (epi_id, source_name, table_name) FROM givers)
        OR (r.epi_id, d.table_name) NOT IN (SELECT (epi_id, table_name) FROM givers)
),
found AS (
    SELECT epi_id, delivery_id, table_name, sum(n_rows_accepted) + sum(n_rows_set_aside) AS n
    FROM ledger.delivery_tables GROUP BY ALL
),
standing AS (
    SELECT DISTINCT epi_id, delivery_id, table_name FROM ledger.standings WHERE known_to IS NULL
),
told AS (
    SELECT s.epi_id, s.table_name, s.received_date,
        s.failure_code NOT IN ('', 'FICHIER-48') AS has_failed,
        coalesce(v.state = 'refused', FALSE) AS is_refused,
        f.n IS NOT NULL AS has_table, coalesce(f.n, 0) AS n,
        f.n IS NOT NULL AND t.delivery_id IS NULL AS is_kept_out
    FROM sources AS s
    LEFT JOIN ledger.deliveries AS v ON v.epi_id = s.epi_id AND v.source_name = s.source_name AND v.delivery_id = s.delivery_id
    LEFT JOIN found AS f ON f.epi_id = s.epi_id AND f.delivery_id = s.delivery_id AND f.table_name = s.table_name
    LEFT JOIN standing AS t ON t.epi_id = s.epi_id AND t.delivery_id = s.delivery_id AND t.table_name = s.table_name
),
last_given AS (
    SELECT epi_id, table_name, bool_or(has_failed) AS has_failed, bool_or(has_failed OR is_refused OR is_kept_out) AS is_behind,
        max(received_date) FILTER (is_refused OR (is_kept_out AND n > 0)) AS refused_date,
        max(received_date) FILTER (has_table AND NOT is_refused AND NOT (is_kept_out AND n > 0)) AS given_date,
        max(received_date) AS received_date
    FROM told GROUP BY ALL
),
facts AS (
    SELECT c.*, coalesce(v.accepted, 0) AS accepted, coalesce(v.set_aside, 0) AS set_aside, v.received_date AS first_date,
        g.has_failed, g.is_behind, g.refused_date, g.given_date, g.received_date AS last_date,
        EXISTS (FROM exempt AS e WHERE e.exemption_code = 'pas_attendu' AND e.epi_id = c.epi_id AND e.table_name = c.table_name AND e.period_start_date = c.period_start_date AND e.period_end_date = c.period_end_date) AS is_exempt,
        EXISTS (FROM exempt AS e WHERE e.exemption_code = 'neant_declare' AND e.epi_id = c.epi_id AND e.table_name = c.table_name AND e.period_start_date = c.period_start_date AND e.period_end_date = c.period_end_date) AS is_nothing
    FROM cells AS c
    LEFT JOIN covered AS v ON v.epi_id = c.epi_id AND v.table_name = c.table_name
        AND v.period_start_date = c.period_start_date AND v.period_end_date = c.period_end_date
    LEFT JOIN last_given AS g ON g.epi_id = c.epi_id AND g.table_name = c.table_name
),
judged AS (
    SELECT *, CASE
        WHEN is_exempt THEN 'pas_attendu'
        WHEN accepted > 0 AND is_behind THEN 'repris'
        WHEN accepted > 0 AND set_aside > 0 THEN 'partiel'
        WHEN accepted > 0 AND coalesce(first_date, as_of_date) <= due_date THEN 'a_l_heure'
        WHEN accepted > 0 THEN 'en_retard'
        WHEN set_aside > 0 OR refused_date > period_end_date THEN 'refuse'
        WHEN is_nothing THEN 'neant_declare'
        WHEN given_date > period_end_date THEN 'vide'
        WHEN as_of_date <= due_date THEN 'attendu'
        WHEN last_date <= period_end_date AND NOT has_failed THEN 'inchange'
        ELSE 'en_retard' END AS state_code
    FROM facts
)
SELECT
    j.epi_id, p.name AS epi_name, j.table_name,
    CASE j.period_months
        WHEN 1 THEN strftime(j.period_start_date, '%Y-%m')
        WHEN 3 THEN year(j.period_start_date) || '-T' || quarter(j.period_start_date)
        WHEN 6 THEN year(j.period_start_date) || '-S' || CASE WHEN month(j.period_start_date) < 7 THEN 1 ELSE 2 END
        ELSE CAST(year(j.period_start_date) AS VARCHAR) END AS period,
    j.period_start_date, j.period_end_date, j.due_date, j.state_code, s.label AS state_label,
    s.is_missing AND j.accepted = 0 AS is_missing,
    CAST(j.accepted AS BIGINT) AS n_rows_accepted, CAST(j.set_aside AS BIGINT) AS n_rows_set_aside,
    j.first_date AS received_date,
    CAST(CASE WHEN j.state_code NOT IN ('pas_attendu', 'neant_declare') THEN nullif(greatest(coalesce(j.first_date, j.as_of_date) - j.due_date, 0), 0) END AS BIGINT) AS late_days
FROM judged AS j
JOIN core.epis AS p ON p.epi_id = j.epi_id
JOIN core.delivery_states AS s ON s.code = j.state_code
ORDER BY j.epi_id, j.table_name, j.period_start_date
