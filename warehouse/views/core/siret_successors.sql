-- title: Successeurs des établissements
-- description: The establishment that each one with a successor has become, followed as far as the organisations tell (R-S4).
-- grain: one row per SIRET with a successor
-- last_siret: SIRET of the last successor. | SIRET du dernier successeur
WITH RECURSIVE succeeded AS (
    SELECT siret, min(successor_siret) AS successor_siret FROM core.organisations
    WHERE siret_state_code = 'successeur-ouvert' AND siret IS NOT NULL AND successor_siret <> siret
    GROUP BY siret
),
followed AS (
    SELECT siret, successor_siret AS last_siret, 1 AS n_steps FROM succeeded
    UNION ALL
    SELECT f.siret, s.successor_siret, f.n_steps + 1
    FROM followed AS f
    JOIN succeeded AS s ON s.siret = f.last_siret
    WHERE s.successor_siret <> f.siret AND f.n_steps < 10
)
SELECT siret, max_by(last_siret, n_steps) AS last_siret FROM followed GROUP BY siret ORDER BY ALL
