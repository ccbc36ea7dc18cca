"""The blank workbook for an EPI, under the headings that it confirmed."""

from __future__ import annotations

from flows.read_configuration import load_configuration
from flows.settings import ConfigurationError, Settings
from transforms.headings import confirmed_columns
from warehouse.template import template


def template_for(epi_id: str | None, settings: Settings) -> bytes:
    """The blank workbook, as .xlsx; ConfigurationError when no EPI has this id."""
    if epi_id is None:
        return template()
    configuration = load_configuration(settings)
    if epi_id not in {epi.id for epi in configuration.epis}:
        raise ConfigurationError(f"{settings.config}: no EPI has the id {epi_id!r}")
    epi = configuration.epi(epi_id)
    headings: dict[str, str] = {}
    for heading in epi.headings:
        for column in confirmed_columns(heading, epi.overrides):
            headings.setdefault(column, heading)
    return template(epi.name, headings)
