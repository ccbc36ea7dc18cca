-- A person is 64 hexadecimal digits and nothing else.
SELECT epi_id, person_key FROM (
    SELECT epi_id, person_key FROM core.contracts
    UNION ALL SELECT epi_id, person_key FROM core.participations
    UNION ALL SELECT epi_id, person_key FROM core.outcomes
    UNION ALL SELECT epi_id, person_key FROM core.followups
)
WHERE NOT regexp_full_match(person_key, '[0-9a-f]{64}')
