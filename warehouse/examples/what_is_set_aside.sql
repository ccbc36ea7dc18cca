-- question: How many rows and euros are set aside, and for which reason?
WITH reasons AS (
    SELECT epi_id, table_name, amount_eur, unnest(string_split(codes, ',')) AS code FROM quality.quarantine
)
SELECT epi_id, table_name, code, count(*) AS n_rows, sum(amount_eur) AS amount_eur
FROM reasons
GROUP BY ALL
ORDER BY ALL;
