"""From the configuration to what the verdict must know of each EPI."""

import hashlib
import json

import polars as pl

from flows.configuration import Configuration, Epi
from flows.sources.declared import Source
from schemas import CORE_TABLES, DELIVERED
from transforms.verdict import Profile, Threshold


def profile_of(configuration: Configuration, epi: Epi, source: Source | None = None) -> Profile:
    """How the files of the EPI are judged; a source may hold the verdict to some tables."""
    limits = {name: Threshold(limit.rate, limit.count, limit.eur) for name, limit in configuration.thresholds.items()}
    tables = source.tables if source and source.tables else tuple(DELIVERED)
    return Profile(epi.id, epi.overrides, tables, limits, epi.legal_nature_code, dict(configuration.rules))


def mapping_version(profile: Profile) -> str:
    """Sixteen hexadecimal digits that change with the EPI's headings, tables, thresholds, employer or severities."""
    limits = {name: (t.rate, t.count, str(t.eur)) for name, t in profile.thresholds.items()}
    judged_by = [dict(profile.headings), profile.tables, limits, profile.legal_nature_code, dict(profile.severities)]
    text = json.dumps(judged_by, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def epis_frame(configuration: Configuration, configuration_id: str) -> pl.DataFrame:
    """The table of EPI as the configuration declares them; provenance is the place in the file."""
    stored = CORE_TABLES["epis"].stored_columns
    rows = []
    for number, epi in enumerate(configuration.epis, 1):
        facts = epi.model_dump() | {
            "epi_id": epi.id, "delivery_id": configuration_id, "sheet": "epis", "row_number": number,
        }  # fmt: skip
        rows.append({name: facts.get(name) for name in stored})
    return pl.DataFrame(rows, schema={name: column.dtype for name, column in stored.items()})
