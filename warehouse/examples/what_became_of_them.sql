-- question: What became of the people, by category of exit?
SELECT exit_category_label, exit_reason_label, count(*) AS n_people, count(*) FILTER (goes_on_in_digital) AS n_staying_in_digital
FROM mart.outcome_overview
WHERE is_last AND is_exit
GROUP BY ALL
ORDER BY n_people DESC, exit_reason_label;
