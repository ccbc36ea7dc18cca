-- code: FSE-25
-- R-C8: on the day a contract starts, the contracts of its holder exceed a full time or 48 hours a week.
-- Two that do not overlap last no longer, together, than from the first start to the last end.
WITH timed AS NOT MATERIALIZED (
    SELECT epi_id, delivery_id, sheet, row_number, contract_id, person_key, start_date,
        coalesce(termination_date, CASE WHEN contract_type_code NOT IN ('CDI', 'CDI_PUB', 'TITULAIRE') THEN planned_end_date END, DATE '9999-12-31') AS ends,
        coalesce(working_time_rate, weekly_hours / 35) AS rate, coalesce(weekly_hours, working_time_rate * 35) AS hours
    FROM core.contracts
),
several AS (
    SELECT hash(person_key) AS key FROM timed WHERE person_key IS NOT NULL GROUP BY key
    HAVING count(*) > 2 OR (count(*) = 2 AND sum(greatest(ends - start_date + 1, 0)) > max(ends) - min(start_date) + 1)
),
held AS (
    SELECT t.* FROM timed AS t SEMI JOIN several AS s ON s.key = hash(t.person_key)
),
added AS (
    SELECT c.epi_id, c.delivery_id, c.sheet, c.row_number, c.contract_id, c.start_date,
        arg_min(struct_pack(epi_id := other.epi_id, delivery_id := other.delivery_id, sheet := other.sheet, row_number := other.row_number), other.epi_id || '/' || other.contract_id)
            FILTER (other.epi_id <> c.epi_id OR other.contract_id <> c.contract_id) AS twin
    FROM held AS c
    JOIN held AS other ON other.person_key = c.person_key AND c.start_date BETWEEN other.start_date AND other.ends
    GROUP BY ALL
    HAVING count(*) > 1 AND (sum(other.rate) > 1 OR sum(other.hours) > 48)
)
SELECT
    'contracts' AS table_name, 'start_date' AS column_name, a.epi_id, a.delivery_id, a.sheet, a.row_number,
    a.contract_id AS business_key, CAST(a.start_date AS VARCHAR) AS value_read, a.twin
FROM added AS a
