-- title: Employeurs des contrats
-- description: Each contract with its employer: the SIRET of its row, else that of its EPI, kept as given and followed to its successor (R-S4), and what the organisations say of it.
-- grain: one row per contract of an EPI
-- employer_siret: SIRET of the employer, as its row or the configuration gives it. | SIRET de l'employeur
-- followed_siret: SIRET of its last successor, else its own: two contracts of one followed SIRET are of one employer. | SIRET suivi
-- legal_nature_code: Nature of the employer, else of its successor, else that of the EPI where it is the employer. | Nature juridique
-- is_closed: Whether the establishment closed for good. | Fermé définitivement
-- closing_date: Day on which the establishment closed for good. | Fermé le
WITH employed AS (
    SELECT c.*, coalesce(c.employer_siret, e.siret) AS siret,
        CASE WHEN coalesce(c.employer_siret = e.siret, TRUE) THEN e.legal_nature_code END AS own_nature
    FROM core.contracts AS c
    LEFT JOIN core.epis AS e ON e.epi_id = c.epi_id
),
told AS (
    SELECT siret, any_value(legal_nature_code ORDER BY epi_id) AS legal_nature_code,
        min(closing_date) FILTER (siret_state_code = 'fermé-définitivement') AS closing_date,
        bool_or(siret_state_code = 'fermé-définitivement') AS is_closed
    FROM core.organisations WHERE siret IS NOT NULL GROUP BY siret
)
SELECT
    c.epi_id, c.contract_id, c.person_key, c.contract_type_code, c.start_date, c.planned_end_date, c.rome_code,
    c.siret AS employer_siret, coalesce(s.last_siret, c.siret) AS followed_siret,
    coalesce(o.legal_nature_code, n.legal_nature_code, c.own_nature) AS legal_nature_code,
    coalesce(o.is_closed, FALSE) AS is_closed, o.closing_date, c.delivery_id, c.sheet, c.row_number
FROM employed AS c
LEFT JOIN core.siret_successors AS s ON s.siret = c.siret
LEFT JOIN told AS o ON o.siret = c.siret
LEFT JOIN told AS n ON n.siret = s.last_siret
ORDER BY ALL
