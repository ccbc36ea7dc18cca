-- A person is 64 hexadecimal digits and nothing else.
SELECT epi_id, contract_id FROM core.contracts WHERE NOT regexp_full_match(person_key, '[0-9a-f]{64}')
