"""One night at work: its steps in order, with what each hands to the next; a plain object, opaque to Prefect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl

from flows.board import served_board
from flows.configuration import Configuration
from flows.found_across import with_found_across
from flows.identity import keep_identities
from flows.judgement import Judgement, judge_night
from flows.mending import mend
from flows.night import (
    Night,
    Options,
    configuration_id,
    plan_night,
    pull_night,
)
from flows.night_report import report_night
from flows.progress import tell
from flows.publishing import Outcome, publish_night
from flows.pull import Pulled, PullFailure, remember
from flows.report import NightReport
from flows.settings import Settings
from flows.telling import tell_night
from flows.withheld import told_as
from transforms.finding import SHAPE as FINDINGS_SHAPE
from warehouse.board import Cell
from warehouse.manifest import Manifest
from warehouse.publish import NAME, start_after
from warehouse.query import kept_open

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """The time (UTC)."""
    return dt.datetime.now(dt.UTC)


class NightWork:
    """The state of a night between its steps; ``clock`` gives the time (UTC)."""

    def __init__(self, settings: Settings, configuration: Configuration, options: Options, clock: Clock = now) -> None:
        identity = configuration_id(settings.config)
        self._clock = clock
        self.night = Night(settings, configuration, identity, options, clock())
        self._pulled: Sequence[Pulled | PullFailure] = ()
        self._judgement: Judgement | None = None
        self._manifest: Manifest | None = None
        self._before: Manifest | None = None
        self._outcome = Outcome("")
        self._notes: tuple[str, ...] = ()

    def pull(self) -> str:
        """Receive what every source gives; says how many came."""
        tell("pulling the files")
        self._mend()
        self._pulled = pull_night(self.night)
        failed = sum(isinstance(one, PullFailure) for one in self._pulled)
        return f"sources={len(self._pulled)} failed={failed}"

    def judge(self) -> str:
        """Judge what is new; says how many files and rows."""
        tell(f"judging what is new of {len(self._pulled)} files")
        self._judgement = judge_night(self.night, self._pulled)
        self._pulled = told_as(self._pulled, self._judgement.sources)
        if self._judgement.sources and not self.night.options.dry_run:
            remember(self.night.settings.home, self._pulled)
        files = self._judgement.verdict.files if self._judgement.verdict else None
        if files is None:
            return "judged=0"
        accepted, set_aside = files["n_rows_accepted"].sum(), files["n_rows_set_aside"].sum()
        return f"judged={files.height} accepted={accepted} set_aside={set_aside}"

    def publish(self) -> str:
        """Choose what stands and publish it; says what came of it."""
        tell("building, checking and publishing the warehouse")
        assert self._judgement is not None  # noqa: S101
        self._before = self.night.previous
        self._manifest = plan_night(self.night, self._pulled, self._judgement)
        self._outcome = publish_night(self.night, self._manifest)
        if not self.night.options.dry_run:
            keep_identities(self.night, self._judgement.known, self._judgement.verdict, self._manifest)
        return f"outcome={self._outcome.name}" + (f" detail={self._outcome.detail!r}" if self._outcome.detail else "")

    def report(self) -> NightReport:
        """What the night did, once it has told people of it."""
        assert self._judgement is not None  # noqa: S101
        assert self._manifest is not None  # noqa: S101
        notes = (*self._notes, *filter(None, [self._outcome.detail]))
        with kept_open(self.night.settings.home / NAME):
            made = report_night(self.night, self._pulled, self._judgement, self._manifest, self._outcome, notes)
            return tell_night(self.night, self._pulled, self._judgement, made, self._before, self._outcome.morning)

    @property
    def board(self) -> list[Cell]:
        """The board of what is published; nothing before the first publication."""
        return served_board(self.night.settings.home)

    @property
    def findings(self) -> pl.DataFrame:
        """What was found in the files judged tonight, what the checks across files found in them included."""
        verdict = self._judgement.verdict if self._judgement else None
        if verdict and self._outcome.name in ("published", "unchanged"):
            verdict = with_found_across(verdict, self.night.settings.home / NAME)
        return verdict.findings if verdict else pl.DataFrame(schema=FINDINGS_SHAPE)

    def _mend(self) -> None:
        """Under the lock: put right what an earlier run, a disk or a clock left wrong."""
        clock = self._clock()
        self.night = replace(self.night, started_at=start_after(self.night.settings.home, clock))
        if not self.night.options.dry_run:
            home, store = self.night.settings.home, self.night.store
            self._notes = tuple(mend(home, store, clock, self.night.started_at))
