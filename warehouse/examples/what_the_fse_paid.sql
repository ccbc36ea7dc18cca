-- question: What is the share of the FSE in the spending, by EPI and month?
SELECT epi_id, date_trunc('month', period_start_date) AS month, sum(declared_eur) AS declared_eur, sum(fse_share_eur) AS fse_share_eur
FROM mart.spending_lines
GROUP BY ALL
ORDER BY ALL;
