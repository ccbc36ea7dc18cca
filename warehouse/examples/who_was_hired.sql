-- question: Who was hired, on what contract, and where do they stand?
SELECT epi_name, contract_type_label, contract_status, count(*) AS n_contracts, sum(contract_months) AS contract_months
FROM mart.contract_overview
GROUP BY ALL
ORDER BY ALL;
