"""Which files are refused whole, because too much of them was set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas import DELIVERED
from schemas.wording import AMOUNT_ASIDE, ONE_ROW_AT_LEAST, SHARE_ASIDE, french_euros, french_share
from transforms.finding import finding, sentence
from transforms.table_verdict import TableVerdict
from transforms.verdict import UNDECLARED, UNLIMITED, Submission


def over_threshold(
    submissions: Sequence[Submission], verdicts: Sequence[TableVerdict]
) -> Mapping[int, list[dict[str, object]]]:
    """The files, by number, that pass a limit or of which no row was accepted, with a finding for each such table.

    What stands on the lines of another table, as exits on those of contracts, refuses no file: these lines are good.
    """
    over: dict[int, list[dict[str, object]]] = {}
    nothing: dict[int, list[dict[str, object]]] = {}
    taken: set[int] = set()
    for verdict in verdicts:
        for number, accepted, set_aside, eur, stake, unread in verdict.counts.iter_rows():
            epi, total = submissions[number].epi, accepted + set_aside
            threshold = UNLIMITED if number in verdict.beside else epi.thresholds.get(verdict.name, UNDECLARED)
            limit = threshold.passed(total, set_aside, stake, unread)
            if accepted:
                taken.add(number)
            if limit or not accepted:
                aside = SHARE_ASIDE.format(count=set_aside, total=total, share=french_share(set_aside / total))
                params = {
                    "title": DELIVERED[verdict.name].title, "limit": limit or ONE_ROW_AT_LEAST,
                    "aside": AMOUNT_ASIDE.format(aside, french_euros(eur)) if stake else aside,
                }  # fmt: skip
                told = _told(submissions[number], verdict.name, params)
                (over if limit else nothing).setdefault(number, []).append(told)
    return over | {number: told for number, told in nothing.items() if number not in taken | over.keys()}


def _told(submission: Submission, table: str, params: Mapping[str, object]) -> dict[str, object]:
    return finding(
        "FICHIER-90", sentence("FICHIER-90", params), epi_id=submission.epi.epi_id,
        delivery_id=submission.delivery_id, filename=submission.filename, table_name=table,
    )  # fmt: skip
