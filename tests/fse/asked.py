"""A question put to the warehouse of one EPI."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from tests.fse.judged import Cells
from tests.fse.rows import CONTRACT, OPERATION
from tests.fse.world import Place, judge_places, warehouse_of

LATER = dt.date(2016, 12, 31)


def ask(tables: Mapping[str, Sequence[Cells]], sql: str, as_of: dt.date = LATER) -> list[tuple[Any, ...]]:
    """The rows of a query over one EPI with these tables."""
    places = [Place("a", {"operations": [OPERATION], "contracts": [CONTRACT], **tables})]
    with warehouse_of(places, judge_places(places), as_of) as connection:
        return connection.execute(sql).fetchall()
