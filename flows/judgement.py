"""The judging of a night: what came and was never judged so, and what must be judged again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from flows.again import kept_deliveries
from flows.identity_file import IdentityFile
from flows.judging import judge_apart
from flows.mending import lost_deliveries
from flows.names_learned import naming
from flows.packing import empty_frames, pack_frames
from flows.profiles import mapping_version, profile_of
from flows.pull import Pulled, PullFailure, declared_name
from flows.returned import with_returned
from flows.secret import person_secret
from flows.version import rules_version
from flows.withheld import names_known, told_as, told_sources
from schemas import DELIVERED
from transforms.names_in_text import NamesInText
from transforms.verdict import Profile, Submission, Verdict, join_verdicts

if TYPE_CHECKING:
    from flows.night import Night

_DELIVERY = ("epi_id", "source_name", "delivery_id")
_Key = tuple[str, str, str]
_Profiles = dict[_Key, Profile]


@dataclass(frozen=True)
class Judgement:
    """What was judged, its rows left to the store; by (epi_id, source, delivery_id), the pack and the name to tell of
    each delivery received or ``kept``. ``names`` are those of people, ``known`` who was in the identity file when the
    night began; ``sources`` tell those otherwise whose own name names somebody."""

    verdict: Verdict | None
    packs: dict[_Key, str]
    filenames: dict[_Key, str]
    names: NamesInText
    known: pl.DataFrame
    kept: tuple[Pulled, ...] = ()
    sources: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def filename(self, one: Pulled) -> str:
        """The name under which a file came, without the name of a person; of one never judged here, as known now."""
        return self.filenames.get(_key(one)) or self.names.text(one.epi_id, one.filename)


@dataclass
class _Files:
    """What may be judged: the ``fresh`` files, and the pack of each of the others; those that came back without
    anything left to judge are ``returned``, with the pack that holds what was judged of them."""

    fresh: list[Pulled]
    others: list[Pulled]
    packs: dict[_Key, str]
    returned: dict[Pulled, str] = field(default_factory=dict)


def judge_night(night: Night, pulled: Sequence[Pulled | PullFailure]) -> Judgement:
    """Judge what was never judged by these rules and headings, all of it when forced, and keep the judgement.

    What stands, and what was refused since, is judged again too, from the file kept when it was received; so is what
    stood in a part of the store that is gone, and what holds a name that only tonight's files tell.
    """
    settings, configuration, judged = night.settings, night.configuration, night.store.judged()
    kept = kept_deliveries(settings, judged, night.previous, pulled)
    files = [*(one for one in pulled if isinstance(one, Pulled)), *kept.files]
    came = {_key(one) for one in files}
    lost = lost_deliveries(settings.home, night.store, configuration, night.previous)
    files += [one for one in lost if _key(one) not in came]
    profiles = _profiles(night, files)
    sorted_out, filenames = _sort_out(night, files, judged, profiles, kept.packs), _last(judged, "filename")
    fresh, packs = sorted_out.fresh, sorted_out.packs
    known = IdentityFile(settings.home, person_secret(settings.home)).read()
    if not fresh:
        _keep(night, {}, sorted_out)
        return Judgement(None, packs, filenames, names_known(settings, configuration, known, None), known, kept.files)
    verdict = _judge(night, fresh, profiles)
    others = {one: packs[_key(one)] for one in sorted_out.others}
    if again := naming(settings, configuration, night.store, known, verdict, others):
        verdict = join_verdicts([verdict, _judge(night, again, profiles)])
        fresh, packs = [*fresh, *again], packs | {_key(one): night.run_id for one in again}
    names = names_known(settings, configuration, known, verdict)
    sources = told_sources(fresh, names)
    fresh = [one for one in told_as(fresh, sources) if isinstance(one, Pulled)]
    profiles = {
        (epi, sources.get((epi, source), source), sha256): one for (epi, source, sha256), one in profiles.items()
    }
    packs = {(epi, sources.get((epi, source), source), sha256): pack for (epi, source, sha256), pack in packs.items()}
    if not night.options.dry_run:
        _keep(night, pack_frames(verdict, fresh, profiles, names), sorted_out)
    filenames |= zip(map(_key, fresh), names.texts([(one.epi_id, one.filename) for one in fresh]), strict=True)
    return Judgement(verdict.without_rows(), packs, filenames, names, known, kept.files, sources)


def judge_files(night: Night, files: Sequence[Pulled]) -> Verdict:
    """The verdict on files received, nothing kept of it."""
    return _judge(night, files, _profiles(night, files))


def _sort_out(
    night: Night, files: Sequence[Pulled], judged: pl.DataFrame, profiles: _Profiles, kept: Mapping[_Key, str]
) -> _Files:
    """The files to judge, and those judged so before; what was judged of a file since redacted stands, also
    where it comes from a source of another name. A file that comes back after another of its source is judged anew,
    so that the store knows it as the last received."""
    known, last, latest = _known(judged), _last(judged, "pack"), _latest(judged)
    elsewhere = {(epi_id, sha256): pack for (epi_id, _, sha256), pack in last.items()}
    found = _Files([], [], dict(kept))
    for one in files:
        key = _key(one)
        pack = known.get((*key, rules_version(), mapping_version(profiles[key])))
        is_back = not one.is_unchanged and latest.get(key[:2], one.sha256) != one.sha256
        if pack is not None and not night.options.force and not is_back:
            found.packs[key] = pack
            found.others.append(one)
        elif one.path.is_file():
            found.fresh.append(one)
            found.packs[key] = night.run_id
        else:
            found.packs.setdefault(key, last.get(key) or elsewhere.get((one.epi_id, one.sha256), ""))
            if is_back and found.packs[key] and not night.options.dry_run:
                found.returned[one], found.packs[key] = found.packs[key], night.run_id
    return found


def _keep(night: Night, frames: Mapping[str, pl.DataFrame], files: _Files) -> None:
    """Keep what was judged tonight, and what was judged before of the files that came back."""
    if frames or files.returned:
        night.store.add(night.run_id, with_returned(frames or empty_frames(), night.store, files.returned))


def _judge(night: Night, files: Sequence[Pulled], profiles: _Profiles) -> Verdict:
    """Judge each file once an EPI."""
    distinct = {(one.epi_id, one.sha256): one for one in files}.values()
    submissions = (Submission(one.path.read_bytes(), one.filename, one.sha256, profiles[_key(one)]) for one in distinct)
    return judge_apart(submissions, person_secret(night.settings.home), rules_version(), night.settings)


def _key(one: Pulled) -> _Key:
    return (one.epi_id, one.source, one.sha256)


def _profiles(night: Night, files: Sequence[Pulled]) -> _Profiles:
    """How each file is judged: one that several sources of an EPI give, for the tables of all of them."""
    profiles, asked = {_key(one): _profile(night, one) for one in files}, dict[tuple[str, str], set[str]]()
    for (epi_id, _, sha256), profile in profiles.items():
        asked.setdefault((epi_id, sha256), set()).update(profile.tables)
    for (epi_id, source, sha256), profile in profiles.items():
        if asked[epi_id, sha256] != set(profile.tables):
            tables = tuple(name for name in DELIVERED if name in asked[epi_id, sha256])
            profiles[epi_id, source, sha256] = replace(profile, tables=tables)
    return profiles


def _profile(night: Night, one: Pulled) -> Profile:
    epi = night.configuration.epi(one.epi_id)
    source = next(source for source in epi.sources if source.name == declared_name(one.source))
    return profile_of(night.configuration, epi, source)


def _known(judged: pl.DataFrame) -> dict[tuple[str, str, str, str, str], str]:
    columns = (*_DELIVERY, "rules_version", "mapping_version", "pack")
    return {row[:5]: row[5] for row in judged.select(columns).iter_rows()}


def _last(judged: pl.DataFrame, fact: str) -> dict[tuple[str, str, str], str]:
    """A fact of each delivery as it was judged last."""
    return {row[:3]: row[3] for row in judged.select(*_DELIVERY, fact).iter_rows()}


def _latest(judged: pl.DataFrame) -> dict[tuple[str, str], str]:
    """The delivery that each source gave last."""
    last = judged.sort("received_at", "pack").unique(("epi_id", "source_name"), keep="last")
    return {row[:2]: row[2] for row in last.select(_DELIVERY).iter_rows()}
