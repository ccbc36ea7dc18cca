"""`epi check`: the night's verdict on one file, before sending it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.judging import judge_apart
from flows.letters import check_letter
from flows.profiles import profile_of
from flows.read_configuration import load_configuration
from flows.report import ExitCode
from flows.secret import person_secret
from flows.settings import ConfigurationError, Settings
from flows.version import rules_version
from transforms.verdict import Profile, Submission, Verdict


@dataclass(frozen=True)
class Checked:
    """The verdict on one file, and the same in French."""

    verdict: Verdict
    letter: str

    @property
    def exit_code(self) -> ExitCode:
        """Refused or done."""
        return ExitCode.REFUSED if self.verdict.files["state"][0] == "refused" else ExitCode.DONE

    def as_json(self) -> str:
        """The file, its tables and its findings, as one JSON object."""
        plain: dict[str, Any] = {
            "file": self.verdict.files.to_dicts()[0],
            "tables": self.verdict.tables.to_dicts(),
            "columns": self.verdict.columns.to_dicts(),
            "findings": self.verdict.findings.drop("is_private").to_dicts(),
        }
        return json.dumps(plain, ensure_ascii=False, indent=2, default=str)


def check_file(path: Path, epi_id: str | None, settings: Settings) -> Checked:
    """Judge the file as one of the EPI, or as a file of nobody in particular; nothing is kept."""
    profile = Profile("")
    if epi_id is not None:
        configuration = load_configuration(settings)
        if epi_id not in {epi.id for epi in configuration.epis}:
            raise ConfigurationError(f"{settings.config}: no EPI has the id {epi_id!r}")
        profile = profile_of(configuration, configuration.epi(epi_id))
    content = path.read_bytes()
    submission = Submission(content, path.name, hashlib.sha256(content).hexdigest(), profile)
    verdict = judge_apart([submission], person_secret(settings.home), rules_version(), settings)
    return Checked(verdict, check_letter(verdict, rules_version()))
