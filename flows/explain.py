"""`epi explain`: why the figures of a view moved between two days."""

from __future__ import annotations

import datetime as dt

from flows.as_of import night_of_day
from flows.explanation_folder import explanation_folder
from flows.settings import ConfigurationError, Settings
from warehouse.explain import Explanation, explain, explainable
from warehouse.store import Store


def explain_days(settings: Settings, view: str, earlier: dt.date, later: dt.date, epi_id: str | None) -> Explanation:
    """Split the figures of the view between the last nights published by the end of two days."""
    name = view if "." in view else f"mart.{view}"
    if name not in explainable():
        raise ConfigurationError(f"{view} cannot be explained; these can: {', '.join(explainable())}")
    nights = night_of_day(settings, earlier), night_of_day(settings, later)
    try:
        with explanation_folder(settings.home) as folder:
            store = Store(settings.home / "store")
            return explain(store, [name], *nights, epi_id, folder, settings.build_memory_mb)[0]
    except LookupError as error:
        raise ConfigurationError(str(error)) from None
