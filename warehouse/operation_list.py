"""The operations of a programming period, with their beneficiary, for the public list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from warehouse.query import ask

# Of several rows with the SIRET of the beneficiary, the one that says so comes first.
_OPERATIONS = """WITH beneficiaries AS (
    SELECT siret, name, rna, legal_nature_code, postcode, commune FROM core.organisations WHERE siret IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY siret ORDER BY role_code IS DISTINCT FROM 'beneficiary', epi_id, delivery_id, row_number) = 1
)
SELECT t.operation_id, t.title, o.summary, t.start_date, t.end_date,
    coalesce(t.completion_date, t.end_date) AS completion_date, t.total_eligible_cost_eur AS cost_eur,
    CAST(100 * t.fse_share_rate AS DECIMAL(6,2)) AS rate_percent, o.axis, o.postcode, o.intervention,
    nullif(concat_ws(' ', o.postcode, o.commune), '') AS place,
    b.name AS beneficiary, b.rna AS beneficiary_rna, b.legal_nature_code AS beneficiary_nature_code,
    nullif(concat_ws(' ', b.postcode, b.commune), '') AS beneficiary_place,
    (SELECT max_by(as_of_date, run_id) FROM ledger.runs) AS updated_date
FROM mart.operation_terms AS t
JOIN core.operations AS o USING (operation_id, epi_id, delivery_id, sheet, row_number)
LEFT JOIN beneficiaries AS b ON b.siret = o.beneficiary_siret
WHERE t.programming_period_code = $period
ORDER BY t.operation_id"""


def listed_operations(path: Path, period: str) -> list[dict[str, Any]]:
    """One row per operation of the period; the beneficiary is null where no structure has its SIRET."""
    return ask(path, _OPERATIONS, {"period": period})
