-- The views tell the same spending as the table.
SELECT a.spending_declared_eur, s.declared
FROM mart.answers AS a, (SELECT coalesce(sum(declared_eur), 0) AS declared FROM core.fse_spending) AS s,
    (SELECT coalesce(sum(spending_declared_eur), 0) AS declared FROM mart.epi_overview) AS e
WHERE a.spending_declared_eur <> s.declared OR e.declared <> s.declared
