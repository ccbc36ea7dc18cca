"""What is left out of the public tables cannot be found again: tried by linear algebra and by intervals."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from transforms.suppression import Cell, Relation, suppressed

THRESHOLD = 11


def one_way(*counts: int) -> tuple[dict[str, Cell], list[Relation]]:
    cells = {f"p{n}": Cell(count) for n, count in enumerate(counts)}
    return {**cells, "total": Cell(sum(counts))}, [Relation("total", tuple(cells))]


def two_way(table: list[list[int]]) -> tuple[dict[str, Cell], list[Relation]]:
    """A table with the totals of its rows and columns, and the grand total."""
    rows, columns = range(len(table)), range(len(table[0]))
    cells = {f"{r}.{c}": Cell(table[r][c]) for r in rows for c in columns}
    cells |= {f"{r}.*": Cell(sum(table[r])) for r in rows}
    cells |= {f"*.{c}": Cell(sum(row[c] for row in table)) for c in columns}
    cells["*.*"] = Cell(sum(map(sum, table)))
    relations = [Relation(f"{r}.*", tuple(f"{r}.{c}" for c in columns)) for r in rows]
    relations += [Relation(f"*.{c}", tuple(f"{r}.{c}" for r in rows)) for c in columns]
    relations += [Relation("*.*", tuple(f"{r}.*" for r in rows)), Relation("*.*", tuple(f"*.{c}" for c in columns))]
    return cells, relations


def rank(rows: list[list[int]]) -> int:
    left, found = [[Fraction(value) for value in row] for row in rows], 0
    while left:
        row = left.pop()
        place = next((n for n, value in enumerate(row) if value), None)
        if place is None:
            continue
        found += 1
        left = [[a - b * other[place] / row[place] for a, b in zip(other, row, strict=True)] for other in left]
    return found


def solved(relations: list[Relation], out: frozenset[str]) -> list[str]:
    """The cells left out whose value follows from the others: adding the cell to the equations adds no rank."""
    order = sorted(out)
    known = [[(key in one.parts) - (key == one.total) for key in order] for one in relations]
    return [key for key in order if rank([*known, [key == other for other in order]]) == rank(known)]


def narrowed(cells: dict[str, Cell], relations: list[Relation], out: frozenset[str]) -> list[str]:
    """The cells left out that intervals pin down, from nought people upwards."""
    most = max(cell.n_people for cell in cells.values()) + 10_000
    low = {key: 0 if key in out else cell.n_people for key, cell in cells.items()}
    high = {key: most if key in out else cell.n_people for key, cell in cells.items()}
    for _ in range(60):
        for one in relations:
            low[one.total] = max(low[one.total], sum(low[key] for key in one.parts))
            high[one.total] = min(high[one.total], sum(high[key] for key in one.parts))
            for key in one.parts:
                others = [other for other in one.parts if other != key]
                high[key] = min(high[key], high[one.total] - sum(low[other] for other in others))
                low[key] = max(low[key], low[one.total] - sum(high[other] for other in others))
    return [key for key in out if low[key] == high[key]]


def test_twelve_people_leave_the_total_alone() -> None:
    cells, relations = one_way(2, 2, 2, 2, 2, 2)
    assert suppressed(cells, relations, THRESHOLD) == set(cells) - {"total"}


def test_a_small_cell_takes_the_smallest_other_with_it() -> None:
    cells, relations = one_way(3, 40, 15, 90)
    assert suppressed(cells, relations, THRESHOLD) == {"p0", "p2"}


def test_small_cells_that_are_too_few_together_take_another() -> None:
    cells, relations = one_way(3, 4, 15, 90)
    assert suppressed(cells, relations, THRESHOLD) == {"p0", "p1", "p2"}


def test_cells_that_are_large_enough_all_stay() -> None:
    cells, relations = one_way(11, 12, 90)
    assert suppressed(cells, relations, THRESHOLD) == frozenset()


def test_nobody_is_few() -> None:
    assert suppressed(*one_way(0, 40, 50), THRESHOLD) == {"p0", "p1"}


def test_an_amount_borne_by_one_person_is_left_out_with_another() -> None:
    cells = {
        "a": Cell(20, (Decimal(100),), (Decimal(86),)),
        "b": Cell(20, (Decimal(100),), (Decimal(85),)),
        "c": Cell(30, (Decimal(100),), (Decimal(10),)),
        "total": Cell(70, (Decimal(300),), (Decimal(86),)),
    }
    out = suppressed(cells, [Relation("total", ("a", "b", "c"))], THRESHOLD)
    assert out == {"a", "b", "c"}, "the sum of a and b may be borne by one person for 85.5 %"


def test_a_cell_alone_in_its_row_and_column_is_hidden_by_a_cycle() -> None:
    cells, relations = two_way([[3, 40, 50], [60, 70, 80], [90, 100, 110]])
    out = suppressed(cells, relations, THRESHOLD)
    assert "*.*" not in out
    assert solved(relations, out) == []
    assert len(out) >= 4


@settings(max_examples=150)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_cell_of_a_list_can_be_found_again(counts: list[int]) -> None:
    cells, relations = one_way(*counts)
    out = suppressed(cells, relations, THRESHOLD)
    assert {key for key, cell in cells.items() if cell.n_people < THRESHOLD} <= out
    assert solved(relations, out) == []
    assert narrowed(cells, relations, out) == []
    hidden = [cells[key].n_people for key in cells if key in out and key != "total"]
    assert "total" in out or not hidden or sum(hidden) >= THRESHOLD


@settings(max_examples=150)
@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 40), min_size=n, max_size=n), min_size=1, max_size=4)
    )
)
@example([[11, 0, 0, 0], [11, 0, 0, 0], [12, 0, 0, 11]])  # 22 people in two cells of at most 11
def test_no_cell_of_a_table_can_be_found_again(table: list[list[int]]) -> None:
    cells, relations = two_way(table)
    out = suppressed(cells, relations, THRESHOLD)
    assert {key for key, cell in cells.items() if cell.n_people < THRESHOLD} <= out
    assert solved(relations, out) == []
    assert narrowed(cells, relations, out) == []


Place = tuple[int, ...]


def cube(counts: dict[Place, int]) -> tuple[dict[str, Cell], list[Relation]]:
    """A table by any number of dimensions, with every margin of it: sex by EPI by year, sex by EPI, sex, the whole…"""
    named: dict[tuple[int | None, ...], int] = {}
    for place, count in counts.items():
        for shown in product((True, False), repeat=len(place)):
            margin = tuple(one if is_shown else None for one, is_shown in zip(place, shown, strict=True))
            named[margin] = named.get(margin, 0) + count
    parts: dict[tuple[tuple[int | None, ...], int], list[str]] = {}
    for margin in named:
        for axis, one in enumerate(margin):
            if one is not None:
                total = (*margin[:axis], None, *margin[axis + 1 :])
                parts.setdefault((total, axis), []).append(_name(margin))
    relations = [Relation(_name(total), tuple(found)) for (total, _), found in sorted(parts.items(), key=str)]
    return {_name(margin): Cell(count) for margin, count in named.items()}, relations


def _name(margin: tuple[int | None, ...]) -> str:
    return ".".join("*" if one is None else str(one) for one in margin)


def unmoved(cells: dict[str, Cell], relations: list[Relation], out: frozenset[str], most: int) -> list[str]:
    """The cells left out that no other table of whole people, a step away, lets be anything else.

    A step adds one person, takes one or none in each cell left out, and keeps all that is published. Tables with more
    than ``most`` cells left out are not searched.
    """
    order = sorted(out)
    if len(order) > most:
        return []
    moved: set[str] = set()
    for step in product((-1, 0, 1), repeat=len(order)):
        change = dict(zip(order, step, strict=True))
        if all(cells[key].n_people + one >= 0 for key, one in change.items()) and all(
            change.get(one.total, 0) == sum(change.get(key, 0) for key in one.parts) for one in relations
        ):
            moved |= {key for key, one in change.items() if one}
    return [key for key in order if key not in moved]


@settings(max_examples=20)
@given(st.sampled_from([(2, 2, 2), (2, 3, 2), (2, 2, 3)]), st.data())
def test_no_cell_of_sex_by_epi_by_year_can_be_found_again_from_any_margin(sizes: Place, data: st.DataObject) -> None:
    places = list(product(*map(range, sizes)))
    counts = data.draw(st.lists(st.integers(0, 60), min_size=len(places), max_size=len(places)))
    cells, relations = cube(dict(zip(places, counts, strict=True)))
    out = suppressed(cells, relations, THRESHOLD)
    assert {key for key, cell in cells.items() if cell.n_people < THRESHOLD} <= out
    assert solved(relations, out) == []
    assert narrowed(cells, relations, out) == []


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(4, 40), min_size=3, max_size=3), min_size=2, max_size=3))
def test_every_cell_left_out_may_hold_another_number_of_people(table: list[list[int]]) -> None:
    cells, relations = two_way(table)
    out = suppressed(cells, relations, THRESHOLD)
    assert unmoved(cells, relations, out, most=8) == []


@settings(max_examples=60)
@given(st.integers(2, 5).flatmap(lambda n: st.tuples(*[st.lists(st.integers(0, 40), min_size=n, max_size=n)] * 2)))
def test_two_breakdowns_of_the_same_people_do_not_betray_each_other(lists: tuple[list[int], list[int]]) -> None:
    first, second = lists
    second[-1] += max(sum(first) - sum(second), 0)
    first[-1] += max(sum(second) - sum(first), 0)
    cells = {f"a{n}": Cell(count) for n, count in enumerate(first)} | {f"b{n}": Cell(c) for n, c in enumerate(second)}
    cells["total"] = Cell(sum(first))
    relations = [Relation("total", tuple(key for key in cells if key.startswith(one))) for one in "ab"]
    out = suppressed(cells, relations, THRESHOLD)
    assert solved(relations, out) == []
    assert narrowed(cells, relations, out) == []
