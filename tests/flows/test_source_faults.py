"""Whatever a server answers, every kind of source ends as a file or as a code, and leaves nothing behind."""

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.configuration import Epi
from flows.pull import Pulled
from flows.sources.errors import CODES
from flows.sources.fetched import Limits
from schemas.rules import RULES
from tests.flows.dav import Folder, file_xml, multistatus
from tests.flows.pulls import die, pull_epi
from tests.flows.web import Answer, Web

LIMITS = Limits(seconds=0.6, connect_seconds=0.3, read_seconds=0.2, attempts=2, backoff_seconds=0.001, max_bytes=3000)
CONTENT = b"contrat;debut\nC-1;01/09/2015\n" * 20
DAV, DOCUMENT, DATASET = "/public.php/dav/files/AbC/", "/api/docs/doc", "/api/1/datasets/epi/"


KINDS: dict[str, tuple[dict[str, str], list[str]]] = {
    "http": ({"url": "{web}/file.csv"}, ["/file.csv"]),
    "nextcloud": ({"kind": "nextcloud", "url": "{web}/s/AbC"}, [f"PROPFIND {DAV}", f"{DAV}a.csv"]),
    "all": ({"kind": "nextcloud", "url": "{web}/s/AbC", "take": "all"}, [f"PROPFIND {DAV}", f"{DAV}a.csv"]),
    "grist": ({"kind": "grist", "url": "{web}", "document": "doc"}, [DOCUMENT, f"{DOCUMENT}/download/xlsx"]),
    "google": ({"kind": "google_sheets", "url": "{web}/spreadsheets/d/doc/edit"}, ["/spreadsheets/d/doc/export"]),
    "data_gouv": ({"kind": "data_gouv", "url": "{web}", "dataset": "epi", "format": "csv"}, [DATASET, "/data.csv"]),
}


def declared(web: Web, kind: str) -> Epi:
    return die(**{key: value.format(web=web.url) for key, value in KINDS[kind][0].items()})


FILES = ("/file.csv", f"{DAV}a.csv", f"{DOCUMENT}/download/xlsx", "/spreadsheets/d/doc/export", "/data.csv")
LISTS = (f"PROPFIND {DAV}", DOCUMENT, DATASET)


def answer_well(web: Web, version: int = 1) -> None:
    for path in FILES:
        web.says(path, Answer(CONTENT))
    Folder(web, DAV).put("a.csv", CONTENT, day=version)
    web.says(DOCUMENT, Answer(b'{"updatedAt": "%d"}' % version))
    resources = f'{{"resources": [{{"url": "{web.url}/data.csv", "format": "csv", "last_modified": "{version}"}}]}}'
    web.says(DATASET, Answer(resources.encode()))


header_text = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)
retry_after = st.one_of(
    header_text,
    st.integers(-5, 10**30).map(str),
    st.integers(1, 10**25).map("Sat, 01 Aug {} 00:00:00 GMT".format),
    st.just("Sat, 01 Aug 2015 00:00:00"),
)
locations = st.one_of(
    header_text,
    st.sampled_from(["/file.csv", "//", "http://[::1", "http://localhost:99999/", "https://127.0.0.1:1/", "file:///etc/passwd", "http://10.0.0.1/", "?", ""]),
)  # fmt: skip
lengths = st.one_of(st.integers(-5, 5000).map(str), header_text)
bodies = st.sampled_from([CONTENT, b"", b"<html>", b"{}", b"\xff\xfe<"])
hrefs = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&"), max_size=12).map(lambda name: DAV + name),
    st.sampled_from([f"{DAV}../../x%2Fy.csv", f"{DAV}%00.csv", "http://[", "//", "", f"{DAV}..", DAV]),
)  # fmt: skip
listings = st.one_of(
    st.lists(st.builds(file_xml, hrefs, st.integers(-10**5, 10**6)), max_size=3).map("".join).map(multistatus),
    st.sampled_from([multistatus("<d:response/>"), b'{"updatedAt": 1}', b'{"resources": [1]}', b"[1]", b"1e999"]),
    st.builds('{{"resources": [{{"url": "{}", "format": "csv", "last_modified": {}}}]}}'.format, locations, st.integers())
    .map(str.encode),
)  # fmt: skip
statuses = st.sampled_from([200, 207, 204, 206, 299, 304, 400, 401, 403, 404, 408, 410, 418, 425, 429, 500, 503, 599])
faults = st.one_of(
    st.builds(Answer, bodies, statuses),
    st.builds(Answer, st.just(b""), st.sampled_from([429, 503]), st.fixed_dictionaries({"Retry-After": retry_after})),
    st.builds(Answer, bodies, st.sampled_from([301, 302, 303, 307, 308]), st.fixed_dictionaries({"Location": locations})),
    st.builds(Answer, bodies, st.sampled_from([200, 207]), st.fixed_dictionaries({"Content-Length": lengths})),
    st.builds(Answer, bodies, st.sampled_from([200, 207]), st.sampled_from([
        {"Content-Encoding": "gzip"}, {"Content-Encoding": "br"}, {"Transfer-Encoding": "chunked"}, {"Content-Type": "text/html"},
        {"Content-Disposition": "attachment; filename*=UTF-9''%ff"}, {"Set-Cookie": "a=b; Domain=.."}, {"ETag": "\xe9" * 50},
    ])),
    st.builds(lambda body, cut: Answer(body, cut_after=cut), bodies, st.integers(0, 40)),
    st.builds(lambda raw, reset: Answer(raw=raw, reset=reset), st.binary(max_size=60), st.booleans()),
    st.builds(lambda raw: Answer(raw=b"HTTP/1.1 " + raw), st.sampled_from([
        b"200 OK\r\n" + b"X: 1\r\n" * 300, b"200 OK\r\nX" + b"x" * 70_000, b"100 Continue\r\n\r\n" * 50, b"abc\r\n\r\n", b"200\r\n\r\n",
        b"200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\nx", b"200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
    ])),
    st.just(Answer(CONTENT, pause=0.05)),
    st.just(Answer(b"x" * 3001)),
)  # fmt: skip


listed = st.builds(Answer, listings, st.sampled_from([200, 207]))


@st.composite
def failing(draw: st.DrawFn) -> tuple[str, dict[str, list[Answer]]]:
    """A kind of source, and what its server answers in turn at some of its paths."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    paths = draw(st.lists(st.sampled_from(KINDS[kind][1]), min_size=1, unique=True))
    each = {path: st.one_of(listed, faults) if path in LISTS else faults for path in paths}
    return kind, {path: draw(st.lists(answer, min_size=1, max_size=3)) for path, answer in each.items()}


NASTY = [
    ("http", {"/file.csv": [Answer(status=503, headers={"Retry-After": f"Sat, 01 Aug {10**22} 00:00:00 GMT"})]}),
    ("http", {"/file.csv": [Answer(status=429, headers={"Retry-After": "9" * 400})]}),
    ("http", {"/file.csv": [Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", reset=True)]}),
    ("nextcloud", {f"PROPFIND {DAV}": [Answer(multistatus(file_xml("http://[", 1)), 207)]}),
    ("data_gouv", {DATASET: [Answer(b'{"resources": [{"url": "http://[::1", "format": "csv"}]}')]}),
]


@pytest.mark.parametrize("case", NASTY)
def test_a_nasty_answer_ends_as_its_code(web: Web, tmp_path: Path, case: tuple[str, dict[str, list[Answer]]]) -> None:
    ends_well_or_as_a_code(web, tmp_path, *case)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("body", [b"", b" <!DOCTYPE html><title>Connexion</title>"])
def test_nothing_or_a_web_page_in_place_of_a_file_is_not_taken_for_its_version(
    web: Web, tmp_path: Path, kind: str, body: bytes
) -> None:
    answer_well(web)
    web.says(KINDS[kind][1][-1], Answer(body))
    pull_epi(tmp_path, declared(web, kind), LIMITS)
    answer_well(web)
    (healed,) = pull_epi(tmp_path, declared(web, kind), LIMITS)
    assert isinstance(healed, Pulled)
    assert healed.path.read_bytes() == CONTENT


@given(failing())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_answered_every_kind_ends_as_a_file_or_as_a_code_and_the_next_good_night_heals(
    web: Web, tmp_path_factory: pytest.TempPathFactory, case: tuple[str, dict[str, list[Answer]]]
) -> None:
    ends_well_or_as_a_code(web, tmp_path_factory.mktemp("pulls"), *case)


def ends_well_or_as_a_code(web: Web, folder: Path, kind: str, answers: dict[str, list[Answer]]) -> None:
    answer_well(web)
    for path, some in answers.items():
        web.says(path, *some)
    results = pull_epi(folder, declared(web, kind), LIMITS)
    assert results
    for one in results:
        if isinstance(one, Pulled):
            assert one.path.is_file()
        else:
            assert one.code in CODES.values()
            assert RULES[one.code].what.format(**one.params)
    answer_well(web, version=2)
    healed = [one for one in pull_epi(folder, declared(web, kind), LIMITS) if isinstance(one, Pulled)]
    assert [one.path.read_bytes() for one in healed] == [CONTENT]
    assert list((folder / "home" / "received" / "incoming").iterdir()) == []
    assert not [t for t in threading.enumerate() if isinstance(t, threading.Timer) and not t.finished.is_set()]
