"""What a night did, as data: printed by the command line, shown in the Prefect UI, written as JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import Any

from schemas.forms import LAST_FILE_STANDS, OF_THE_DAY_BEFORE, ROW_ASIDE, ROWS_ASIDE, WITHOUT_A_FILE
from schemas.wording import french_euros


class ExitCode(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    REFUSED = 1
    WRONG_COMMAND = 2
    UNREACHABLE = 3
    OUR_FAULT = 4
    HELD_BACK = 5


@dataclass(frozen=True)
class FileLine:
    """One source of one EPI in one night.

    ``state`` is accepted, accepted_with_reservations, refused, unreachable or left; ``in_force`` says what
    stands in the warehouse for it: new, unchanged, last_good or nothing.
    """

    epi_id: str
    source_name: str
    filename: str
    state: str
    in_force: str
    n_rows_accepted: int = 0
    n_rows_set_aside: int = 0
    n_rows_ignored: int = 0
    set_aside_eur: Decimal = Decimal(0)
    reason: str = ""

    @property
    def is_news(self) -> bool:
        """Whether the file is not what it was the night before."""
        return self.in_force != "unchanged" or self.state not in ("accepted", "accepted_with_reservations")


@dataclass(frozen=True)
class NightReport:
    """One night. ``outcome`` is published, unchanged, dry_run or held_back, the last with ``held_because``.

    ``n_rows_still_aside`` and ``still_aside_eur`` are of the earlier deliveries told of
    a source beside what it gave tonight: those that stand where its file was refused or did not come.
    ``notes`` say in English what was mended before it began, which check held it back, and what letters were written
    and sent; ``page`` is the path of its page, where there is one, and ``letters`` the names of those written.
    """

    run_id: str
    as_of_date: dt.date
    outcome: str
    files: tuple[FileLine, ...]
    answers: dict[str, Any] = field(default_factory=dict)
    warehouse: str = ""
    held_because: str = ""
    notes: tuple[str, ...] = ()
    page: str = ""
    letters: tuple[str, ...] = ()
    n_rows_still_aside: int = 0
    still_aside_eur: Decimal = Decimal(0)

    @property
    def exit_code(self) -> ExitCode:
        """Held back, then unreachable, then refused, then done."""
        states = {line.state for line in self.files}
        if self.outcome == "held_back":
            return ExitCode.HELD_BACK
        if "unreachable" in states:
            return ExitCode.UNREACHABLE
        return ExitCode.REFUSED if states & {"refused", "left"} else ExitCode.DONE

    @property
    def nothing_read(self) -> bool:
        """Whether no source at all could be read."""
        return bool(self.files) and all(line.state in ("refused", "unreachable") for line in self.files)

    @property
    def sentence(self) -> str:
        """The night in one French sentence, for the state of the run and its artifact."""
        stands: dict[str, set[str]] = {}
        for line in self.files:
            stands.setdefault(line.epi_id, set()).add(line.in_force)
        stale = sum("last_good" in kinds for kinds in stands.values())
        nothing = sum("nothing" in kinds and "last_good" not in kinds for kinds in stands.values())
        aside = self.n_rows_still_aside + sum(line.n_rows_set_aside for line in self.files)
        euros = sum((line.set_aside_eur for line in self.files), self.still_aside_eur)
        parts = [LAST_FILE_STANDS.format(n=len(stands) - stale - nothing)]
        if stale:
            parts.append(OF_THE_DAY_BEFORE.format(n=stale))
        if nothing:
            parts.append(WITHOUT_A_FILE.format(n=nothing))
        parts.append((ROWS_ASIDE if aside > 1 else ROW_ASIDE).format(n=aside, euros=french_euros(euros)))
        return ", ".join(parts)

    def as_json(self) -> str:
        """The whole report as one JSON object; amounts as text, so that no cent is lost."""
        plain = dataclasses.asdict(self) | {"exit_code": int(self.exit_code), "sentence": self.sentence}
        return json.dumps(plain, ensure_ascii=False, indent=2, default=str)
