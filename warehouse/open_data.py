"""What the public tables count, by cell, with what the person who bears most of an amount bears."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from warehouse.query import ask


@dataclass(frozen=True)
class Counted:
    """One cell before secrecy: people of a category, and for an EPI its spending; ``largest`` is one person's most."""

    dimension: str
    category: str
    label: str
    n_people: int
    amounts: tuple[Decimal, ...]
    largest: tuple[Decimal, ...]


def network(path: Path) -> dict[str, Any]:
    """The totals of the whole network, one row."""
    return ask(path, _NETWORK)[0]


def counted(path: Path) -> list[Counted]:
    """Every cell of every breakdown, and the network as the cell of dimension ``reseau``, in order."""
    return [
        Counted(
            row["dimension"], row["category"], row["label"], row["n_people"],
            (row["declared_eur"], row["fse_share_eur"]), (row["declared_most_eur"], row["fse_share_most_eur"]),
        )
        for row in ask(path, _COUNTED)
    ]  # fmt: skip


_NETWORK = """SELECT as_of_date, n_people_recruited AS n_people, n_contracts, contract_months,
    spending_declared_eur AS declared_eur, spending_retained_eur AS retained_eur, fse_share_eur
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
    SELECT s.epi_id, c.person_key, sum(s.declared_eur) AS declared, coalesce(sum(s.fse_share_eur), 0) AS fse
    FROM mart.spending_lines AS s
    LEFT JOIN core.contracts AS c ON c.epi_id = s.epi_id AND c.contract_id = s.contract_id
    GROUP BY ALL
),
by_person AS (
    SELECT person_key, sum(declared) AS declared, sum(fse) AS fse FROM spent WHERE person_key IS NOT NULL GROUP BY ALL
),
by_epi AS (
    SELECT epi_id, sum(declared) AS declared, sum(fse) AS fse,
        max(declared) FILTER (person_key IS NOT NULL) AS declared_most,
        max(fse) FILTER (person_key IS NOT NULL) AS fse_most
    FROM spent GROUP BY epi_id
),
cells AS (
    SELECT 'espace' AS dimension, e.epi_id AS category, e.name AS label,
        (SELECT count(*) FROM people AS p WHERE p.epi_id = e.epi_id) AS n_people,
        s.declared, s.fse, s.declared_most, s.fse_most
    FROM core.epis AS e LEFT JOIN by_epi AS s USING (epi_id)
    UNION ALL BY NAME
    SELECT 'type_de_contrat' AS dimension, coalesce(type_code, 'inconnu') AS category,
        coalesce(type_label, 'Inconnu') AS label, count(*) AS n_people
    FROM people GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'devenir' AS dimension, coalesce(x.category_code, 'aucune_sortie') AS category,
        coalesce(x.category_label, 'Pas de sortie connue') AS label, count(*) AS n_people
    FROM people LEFT JOIN exits AS x USING (person_key) GROUP BY ALL
    UNION ALL BY NAME
    SELECT 'reseau' AS dimension, '' AS category, '' AS label, (SELECT count(*) FROM people) AS n_people,
        (SELECT sum(declared) FROM spent) AS declared, (SELECT sum(fse) FROM spent) AS fse,
        (SELECT max(declared) FROM by_person) AS declared_most, (SELECT max(fse) FROM by_person) AS fse_most
)
SELECT dimension, category, label, n_people,
    CAST(coalesce(declared, 0) AS DECIMAL(18,2)) AS declared_eur,
    CAST(coalesce(fse, 0) AS DECIMAL(18,2)) AS fse_share_eur,
    CAST(coalesce(declared_most, 0) AS DECIMAL(18,2)) AS declared_most_eur,
    CAST(coalesce(fse_most, 0) AS DECIMAL(18,2)) AS fse_share_most_eur
FROM cells ORDER BY dimension, category"""
