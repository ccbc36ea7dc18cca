-- question: How many rows and euros are set aside, and for which reasons?
SELECT epi_id, table_name, codes, count(*) AS n_rows, sum(amount_eur) AS amount_eur
FROM quality.quarantine
GROUP BY ALL
ORDER BY ALL;
