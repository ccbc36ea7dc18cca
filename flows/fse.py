"""`epi fse`: what the authority would refuse today of an operation, and what is due."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flows.report import ExitCode
from flows.settings import ConfigurationError, Settings
from warehouse.fse import operation_state
from warehouse.publish import NAME


@dataclass(frozen=True)
class DryRun:
    """One operation on the day of publication: ``cells`` most useful first, ``alerts`` refusals first."""

    operation_id: str
    alarm_rate: Decimal
    state: dict[str, Any]

    @property
    def incomplete_rate(self) -> Decimal:
        """Incomplete over all participants; nought without any."""
        return self.state["results"]["incomplete_rate"] or Decimal(0)

    @property
    def is_above_alarm(self) -> bool:
        """Whether too many participants are incomplete."""
        return self.incomplete_rate > self.alarm_rate

    @property
    def exit_code(self) -> ExitCode:
        """Refused where the alarm is passed or something would be refused."""
        refused = any(alert["is_refusal"] for alert in self.state["alerts"])
        return ExitCode.REFUSED if self.is_above_alarm or refused else ExitCode.DONE

    def as_json(self) -> str:
        """One JSON object; amounts and rates as text, so that no cent is lost."""
        plain = {
            "operation_id": self.operation_id, "alarm_rate": self.alarm_rate, "is_above_alarm": self.is_above_alarm,
            "exit_code": int(self.exit_code), **self.state,
        }  # fmt: skip
        return json.dumps(plain, ensure_ascii=False, indent=2, default=str)


def dry_run(settings: Settings, operation_id: str) -> DryRun:
    """The state of the operation in what is published; ConfigurationError for a stranger, or before the first night."""
    path = settings.home / NAME
    if not path.exists():
        raise ConfigurationError(f"{path}: nothing is published yet; run `epi run`")
    try:
        return DryRun(operation_id, settings.fse_incomplete_alarm, operation_state(path, operation_id))
    except LookupError as error:
        raise ConfigurationError(str(error)) from None
