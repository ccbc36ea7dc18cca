"""What the public tables count, by cell, with what the person who bears most of an amount bears."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from warehouse.query import ask


@dataclass(frozen=True)
class Counted:
    """One cell before secrecy: people of a category, and of an EPI or the network its spending: declared, share of the
    FSE, and for the network retained. ``largest`` is one person's most, ``n_bearers`` the people who have a part."""

    dimension: str
    category: str
    label: str
    n_people: int
    amounts: tuple[Decimal, ...]
    largest: tuple[Decimal, ...]
    n_bearers: tuple[int, ...]


def network(path: Path) -> dict[str, Any]:
    """The totals of the whole network, one row, with the start of its night (``night``)."""
    return ask(path, _NETWORK)[0]


def counted(path: Path) -> list[Counted]:
    """Every cell of every breakdown, and the network as the cell of dimension ``reseau``, in order."""
    return [
        Counted(
            row["dimension"], row["category"], row["label"], row["n_people"],
            *(tuple(row[f"{amount}_{what}"] for amount in _AMOUNTS) for what in ("eur", "most_eur", "bearers")),
        )
        for row in ask(path, _COUNTED)
    ]  # fmt: skip


_AMOUNTS = ("declared", "fse_share", "retained")
_NETWORK = """SELECT as_of_date, (SELECT max(started_at) FROM ledger.runs) AS night, n_people_recruited AS n_people,
    n_contracts, contract_months, spending_declared_eur AS declared_eur, spending_retained_eur AS retained_eur,
    fse_share_eur
FROM mart.answers"""

# A person is counted once: in the EPI and type of the last contract, and by the outcome known last.
_COUNTED = """WITH people AS (
    SELECT person_key, arg_max(epi_id, row(start_date, epi_id, contract_id)) AS epi_id,
        arg_max(contract_type_code, row(start_date, epi_id, contract_id)) AS type_code,
        arg_max(contract_type_label, row(start_date, epi_id, contract_id)) AS type_label
    FROM mart.contract_overview GROUP BY person_key
),
exits AS (
    SELECT person_key, arg_max(exit_category_code, row(exit_date, epi_id, contract_id)) AS category_code,
        arg_max(exit_category_label, row(exit_date, epi_id, contract_id)) AS category_label
    FROM mart.outcome_overview WHERE is_last AND is_exit GROUP BY person_key
),
spent AS (
    SELECT s.epi_id, c.person_key, sum(s.declared_eur) AS declared, coalesce(sum(s.fse_share_eur), 0) AS fse_share,
        coalesce(sum(s.retained_eur), 0) AS retained
    FROM mart.spending_lines AS s
    LEFT JOIN core.contracts AS c ON c.epi_id = s.epi_id AND c.contract_id = s.contract_id
    GROUP BY ALL
),
by_person AS (
    SELECT epi_id, person_key, sum(declared) AS declared, sum(fse_share) AS fse_share, sum(retained) AS retained
    FROM spent WHERE person_key IS NOT NULL GROUP BY GROUPING SETS ((epi_id, person_key), (person_key))
),
borne AS (
    SELECT coalesce(epi_id, '') AS category, max(declared) AS declared_most, max(fse_share) AS fse_share_most,
        max(retained) AS retained_most, count(*) FILTER (declared <> 0) AS declared_bearers,
        count(*) FILTER (fse_share <> 0) AS fse_share_bearers, count(*) FILTER (retained <> 0) AS retained_bearers
    FROM by_person GROUP BY ALL
),
summed AS (
    SELECT coalesce(epi_id, '') AS category, sum(declared) AS declared, sum(fse_share) AS fse_share,
        sum(retained) AS retained
    FROM spent GROUP BY GROUPING SETS ((epi_id), ())
),
cells AS (
    SELECT 'espace' AS dimension, e.epi_id AS category, e.name AS label,
        (SELECT count(*) FROM people AS p WHERE p.epi_id = e.epi_id) AS n_people
    FROM core.epis AS e
    UNION ALL BY NAME
    SELECT 'type_de_contrat' AS dimension, coalesce(type_code, 'inconnu') AS category,
        coalesce(type_label, 'Inconnu') AS label, count(*) AS n_people
    FROM people GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'devenir' AS dimension, coalesce(x.category_code, 'aucune_sortie') AS category,
        coalesce(x.category_label, 'Pas de sortie connue') AS label, count(*) AS n_people
    FROM people LEFT JOIN exits AS x USING (person_key) GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'reseau' AS dimension, '' AS category, '' AS label, (SELECT count(*) FROM people) AS n_people
)
SELECT c.dimension, c.category, c.label, c.n_people,
    CAST(coalesce(s.declared, 0) AS DECIMAL(18,2)) AS declared_eur,
    CAST(coalesce(s.fse_share, 0) AS DECIMAL(18,2)) AS fse_share_eur,
    CAST(coalesce(if(c.category = '', s.retained, 0), 0) AS DECIMAL(18,2)) AS retained_eur,
    CAST(coalesce(b.declared_most, 0) AS DECIMAL(18,2)) AS declared_most_eur,
    CAST(coalesce(b.fse_share_most, 0) AS DECIMAL(18,2)) AS fse_share_most_eur,
    CAST(coalesce(if(c.category = '', b.retained_most, 0), 0) AS DECIMAL(18,2)) AS retained_most_eur,
    coalesce(b.declared_bearers, 0) AS declared_bearers, coalesce(b.fse_share_bearers, 0) AS fse_share_bearers,
    coalesce(if(c.category = '', b.retained_bearers, 0), 0) AS retained_bearers
FROM cells AS c
LEFT JOIN summed AS s ON s.category = c.category AND c.dimension IN ('espace', 'reseau')
LEFT JOIN borne AS b ON b.category = c.category AND c.dimension IN ('espace', 'reseau')
ORDER BY c.dimension, c.category"""
