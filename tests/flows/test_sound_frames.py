"""What is stored of a verdict is held to the models of its tables."""

import datetime as dt

import pandera.polars as pa
import polars as pl
import pytest
from pandera.errors import SchemaError

from flows.sound_frames import UnsoundFrameError, assert_sound
from schemas import DELIVERED
from schemas.stored_model import stored_model, stored_schema
from tests.fse.judged import judged
from tests.fse.rows import GOOD
from tests.nights import contracts_csv
from transforms.judge import judge
from transforms.verdict import Profile


def accepted() -> dict[str, pl.DataFrame]:
    return judge(contracts_csv(1, 2), "contrats.csv", Profile("die"), "d1", b"k" * 32, "v").accepted


def test_what_was_accepted_is_as_its_models_want_it() -> None:
    frames = accepted()
    assert frames["contracts"].height == 2
    assert_sound(frames)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("contract_type_code", pl.lit("zzz-secret"), "contract_type_code isin"),
        ("contract_id", pl.lit(None, dtype=pl.String), "contract_id not_nullable"),
        ("start_date", pl.lit(dt.date(2099, 1, 1)), "Contracts ends_after_start"),
    ],
)
def test_a_row_that_its_model_refuses_is_never_stored_and_no_value_of_it_told(
    name: str, value: pl.Expr, told: str
) -> None:
    spoilt = accepted()["contracts"].with_columns(value.alias(name))
    with pytest.raises(UnsoundFrameError, match=r"^contracts: ") as caught:
        assert_sound({"contracts": spoilt})
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", DELIVERED)
def test_the_schema_refuses_what_the_model_refuses(name: str) -> None:
    table, frame = DELIVERED[name], judged(name, GOOD[name]).accepted[name]
    assert frame.height == 1
    spoilt = [frame.drop("sheet"), frame.select(reversed(frame.columns)), frame.with_columns(pl.lit(1).alias("more"))]
    days, numbers = (dt.date(1900, 1, 1), dt.date(2099, 1, 1)), (-10, 10_000)
    for one, column in table.stored_columns.items():
        values = ("zzz",) if column.dtype == pl.String else days if column.dtype == pl.Date else numbers
        typed = [pl.lit(value).cast(column.dtype, strict=False) for value in (None, *values)]
        spoilt += [frame.with_columns(value.alias(one)) for value in (*typed, pl.lit("zzz"), pl.lit(1))]
    schema, model = stored_schema(table), stored_model(table.model)
    verdicts = [_is_refused(schema, one) for one in spoilt]
    assert verdicts == [_is_refused(model, one) for one in spoilt]
    assert {True, False} == set(verdicts)
    assert not _is_refused(schema, frame)


def _is_refused(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> bool:
    try:
        schema.validate(frame)
    except SchemaError:
        return True
    return False
