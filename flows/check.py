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
from flows.secret import passing_secret
from flows.settings import ConfigurationError, Settings
from flows.version import rules_version
from flows.workbooks.apart import annotate_apart
from transforms.verdict import Profile, Submission, Verdict


@dataclass(frozen=True)
class Checked:
    """The verdict on one file, and the same in French."""

    content: bytes
    verdict: Verdict
    letter: str

    @property
    def exit_code(self) -> ExitCode:
        """Refused or done."""
        return ExitCode.REFUSED if self.verdict.files["state"][0] == "refused" else ExitCode.DONE

    def as_json(self, annotated: Path | None = None) -> str:
        """The file, its tables and its findings, as one JSON object, with the path of the annotated workbook."""
        plain: dict[str, Any] = {
            "file": self.verdict.files.drop("sheets").to_dicts()[0],
            "tables": self.verdict.tables.to_dicts(),
            "columns": self.verdict.columns.to_dicts(),
            "findings": self.verdict.findings.drop("is_private").to_dicts(),
            "annotated": annotated,
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
    verdict = judge_apart([submission], passing_secret(settings.home), rules_version(), settings)
    return Checked(content, verdict, check_letter(verdict, rules_version()))


def write_annotated(checked: Checked, received: Path, path: Path, settings: Settings) -> Path | None:
    """Write the annotated workbook to a file or into a folder; where it is, or None for a file that cannot be read.

    The file that was checked is never overwritten, and a workbook that needs another extension gets it.
    """
    annotated = annotate_apart(checked.content, received.name, checked.verdict, settings)
    if annotated is None:
        return None
    if path.is_dir():
        path = path / annotated.filename
    ending = Path(annotated.filename).suffix
    path = path if path.suffix.lower() == ending else path.with_name(path.name + ending)
    if path.exists() and path.samefile(received):
        raise ConfigurationError(f"{path}: the checked file itself; give another path")
    try:
        path.write_bytes(annotated.content)
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from None
    return path
