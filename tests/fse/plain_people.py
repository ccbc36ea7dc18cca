"""The indicators and the alerts about people, computed from the truth of a simulated network in plain Python."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.fse.simulated_people import AS_OF, Row, Stay, later

DAYS_28 = dt.timedelta(28)
DAYS_30 = dt.timedelta(30)
HOUSEHOLD_UNTIL = dt.date(2018, 8, 2)
LEVELS = {"N0": 0, "N1": 1, "N2": 2, "N3": 3, "N4": 3, "N4b": 4, "N5": 5, "N6": 6, "N7": 7, "N8": 8}
REASON_STATUS = {"5": "inactif", "6": "inactif", "7": "chomeur", "8": "inconnu", "12": "inconnu", "15": "inactif", "16": "inactif",
                 "21": "inconnu", "P1": "inconnu"}  # fmt: skip


@dataclass
class Participant:
    """One person in one operation, as the authority counts it."""

    stay: Stay
    entry: Row
    last_entry: dt.date
    outcome: Row | None

    @property
    def is_complete(self) -> bool:
        """Whether every required answer is there."""
        asked = ["birth_date", "sex_code", "entry_status_code", "entry_education_level_code"]
        if self.entry["entry_date"] < HOUSEHOLD_UNTIL:
            asked += ["is_jobless_household", "has_dependent_children", "is_single_adult"]
        return all(self.entry[name] for name in asked)

    @property
    def age(self) -> int:
        """Whole years at entry."""
        born, day = self.entry["birth_date"], self.entry["entry_date"]
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def exit_date(self) -> dt.date | None:
        """The last exit, if no entry came after it."""
        day = self.outcome["exit_date"] if self.outcome else None
        return day if day and day >= self.last_entry else None

    @property
    def in_time(self) -> bool:
        """Whether the exit was observed within four weeks."""
        seen = self.outcome["observation_date"] if self.outcome else None
        return bool(self.exit_date and seen and self.exit_date <= seen <= self.exit_date + DAYS_28)

    @property
    def followup(self) -> Row | None:
        """The follow-up made in its time, the latest of them."""
        if not self.exit_date or not self.entry["birth_date"]:
            return None
        day = later(self.exit_date, 6)
        found = [f for f in self.stay.followups.values() if abs(f["observation_date"] - day) <= DAYS_30]
        return max(found, key=lambda f: f["observation_date"], default=None)


def current_outcome(stay: Stay) -> Row | None:
    """The outcome of the last contract that has one, unless a later contract has begun since."""
    told = [c for c in stay.contracts if c["contract_id"] in stay.outcomes]
    if not told:
        return None
    contract = max(told, key=lambda c: c["start_date"])
    outcome = stay.outcomes[contract["contract_id"]]
    last_start = max(c["start_date"] for c in stay.contracts)
    return outcome if last_start <= (outcome["exit_date"] or contract["start_date"]) else None


def participants(stays: list[Stay]) -> list[Participant]:
    """Each person once an operation; an entry without a birth date stands for itself."""
    found = []
    for stay in stays:
        known = [entry for entry in stay.entries if entry["birth_date"]]
        if known:
            last = max(entry["entry_date"] for entry in known)
            found.append(Participant(stay, min(known, key=lambda e: e["entry_date"]), last, current_outcome(stay)))
        found += [Participant(stay, e, e["entry_date"], None) for e in stay.entries if not e["birth_date"]]
    return found


def _results(one: Participant) -> Iterator[str]:
    """CR01 to CR04, whatever the entry."""
    told, limit = one.outcome, one.exit_date
    if not told or not limit or not one.in_time:
        return
    status = told["exit_status_code"] or REASON_STATUS.get(told["exit_reason_code"], "en_emploi")
    if told["exit_reason_code"] == "8":
        status = "inconnu"
    start = told["next_start_date"] or told["offer_start_date"] or told["observation_date"]
    if status == "chomeur":
        yield "CR01"
    if (told["is_in_training"] or ("oui" if told["exit_reason_code"] == "5" else "non")) == "oui":
        yield "CR02"
    if (
        told["has_qualification"] == "oui"
        and (told["qualification_date"] or told["observation_date"]) <= limit + DAYS_28
    ):
        yield "CR03"
    begun = told["exit_reason_code"] != "P1" or start <= told["observation_date"]
    if status == "en_emploi" and told["next_contract_type_code"] != "STAGE" and start <= limit + DAYS_28 and begun:
        yield "CR04"


def facts_2014(one: Participant) -> set[str]:
    """The indicators of 2014-2020 that one complete person feeds."""
    e, status, age = one.entry, one.entry["entry_status_code"], one.age
    untrained = e["is_in_training_at_entry"] != "oui"
    level = LEVELS[e["entry_education_level_code"]]
    asked = e["entry_date"] < HOUSEHOLD_UNTIL
    jobless = asked and e["is_jobless_household"] == "oui"
    foreign = "oui" in (
        e["born_abroad_code"],
        e["parent_born_abroad_code"],
        e["third_country_code"],
        e["minority_code"],
    )
    inactive_untrained = status == "inactif" and untrained
    tests = {
        "CO01": status == "chomeur", "CO02": status == "chomeur" and long_unemployed(e, age), "CO03": status == "inactif",
        "CO04": inactive_untrained, "CO05": status == "en_emploi", "CO06": age < 25, "CO07": age > 54,
        "CO08": age > 54 and (status == "chomeur" or inactive_untrained), "CO09": level in (1, 2), "CO10": level in (3, 4),
        "CO11": level >= 5, "CO12": jobless, "CO13": jobless and e["has_dependent_children"] == "oui",
        "CO14": asked and e["is_single_adult"] == "oui", "CO15": foreign, "CO16": e["disability_code"] == "oui",
        "CO17": e["other_disadvantage_code"] == "oui", "CO18": e["housing_exclusion_code"] == "oui", "CO19": e["is_rural"] == "oui",
    }  # fmt: skip
    found = {code for code, holds in tests.items() if holds}
    needy = bool(found & {"CO12", "CO14", "CO15", "CO16", "CO17"})
    return found | _exit_facts(one, needy)


def _exit_facts(one: Participant, needy: bool) -> set[str]:
    status, results = one.entry["entry_status_code"], set(_results(one))
    workless = status in ("chomeur", "inactif")
    if status != "inactif":
        results.discard("CR01")
    if one.entry["is_in_training_at_entry"] == "oui":
        results.discard("CR02")
    if not workless:
        results.discard("CR04")
    if needy and results:
        results.add("CR05")
    called = one.followup
    if (
        called
        and workless
        and called["followup_status_code"] == "en_emploi"
        and called["followup_contract_type_code"] != "SCV"
    ):
        results.add("CR06")
        results |= {code for code, holds in (("CR08", one.age > 54), ("CR09", needy)) if holds}
    if called and status == "en_emploi" and called["improvement_code"] not in ("", "aucune"):
        results.add("CR07")
    return results


def facts_2021(one: Participant) -> set[str]:
    """The indicators of the FSE+ that one complete person feeds."""
    e, age, level = one.entry, one.age, LEVELS[one.entry["entry_education_level_code"]]
    same = {"CO01": "EECO02", "CO02": "EECO03", "CO03": "EECO04", "CO05": "EECO05", "CO07": "EECO08", "CO10": "EECO10",
            "CO11": "EECO11", "CO16": "EECO12", "CO18": "EECO16", "CO19": "EECO17", "CR01": "EECR01", "CR02": "EECR02",
            "CR03": "EECR03", "CR04": "EECR04", "CR06": "EECR05", "CR07": "EECR06"}  # fmt: skip
    tests = {
        "EECO01": True, "EECO06": age < 18, "EECO07": 18 <= age <= 29, "EECO09": level <= 2,
        "EECO13": e["third_country_code"] == "oui", "EECO14": "oui" in (e["born_abroad_code"], e["parent_born_abroad_code"]),
        "EECO15": e["minority_code"] == "oui",
    }  # fmt: skip
    return {same[code] for code in facts_2014(one) & same.keys()} | {code for code, holds in tests.items() if holds}


def long_unemployed(entry: Row, age: int) -> bool:
    """More than six months before 25, more than twelve from then on; as stated where the months are not."""
    if entry["unemployment_months"] is None:
        return bool(entry["is_long_unemployed"] == "oui")
    return bool(entry["unemployment_months"] > (6 if age < 25 else 12))


def indicators(stays: list[Stay], operation: str) -> Counter[tuple[str, str]]:
    """How many complete people feed each indicator, by sex and over all."""
    facts = facts_2021 if operation.startswith("2022") else facts_2014
    counts: Counter[tuple[str, str]] = Counter()
    for one in participants([stay for stay in stays if stay.operation == operation]):
        if one.is_complete:
            counts.update((code, sex) for code in facts(one) for sex in ("all", one.entry["sex_code"]))
    return counts


def exit_alerts(stays: list[Stay]) -> Iterator[tuple[str, str, str, dt.date]]:
    """Operation, alert, contract and day due, of exits and follow-ups."""
    for stay in stays:
        end = max(contract["planned_end_date"] for contract in stay.contracts)
        if current_outcome(stay) is None and end + DAYS_28 < AS_OF:
            last = max(stay.contracts, key=lambda c: c["start_date"])
            yield stay.operation, "exit_missing", last["contract_id"], end + DAYS_28
    for one in participants(stays):
        if one.exit_date and one.outcome:
            told = one.outcome["contract_id"]
            if one.exit_date + DAYS_28 < AS_OF and not one.in_time:
                yield one.stay.operation, "exit_unobserved", told, one.exit_date + DAYS_28
            day = later(one.exit_date, 6)
            if one.followup is None and day - DAYS_30 <= AS_OF:
                late = day + DAYS_30 < AS_OF
                yield one.stay.operation, "followup_missed" if late else "followup_due", told, day + DAYS_30
