"""The sources of `epis.toml`: what is read, and the sentence of each fault, which never repeats a secret."""

from pathlib import Path
from typing import get_args

import pytest

from flows.read_configuration import read_configuration
from flows.settings import ConfigurationError
from flows.sources.declared import Source
from flows.sources.kinds import KINDS, AnySource
from tests.flows.test_source_inbox import EPI

PLANTED = "Planté-1234"


def read(folder: Path, source: str) -> Source:
    path = folder / "epis.toml"
    path.write_text(f"{EPI}[[epis.sources]]\n{source}\n", encoding="utf-8")
    (only,) = read_configuration(path, {}).epis[0].sources
    return only


def faults(folder: Path, source: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        read(folder, source)
    return [fault.removeprefix(f"{folder / 'epis.toml'}: ") for fault in caught.value.faults]


def test_path_and_url_alone_tell_their_kind(tmp_path: Path) -> None:
    assert type(read(tmp_path, 'path = "a.csv"')) is KINDS["folder"]
    assert type(read(tmp_path, 'url = "https://epi.example/a.csv"')) is KINDS["http"]


def test_every_kind_can_be_declared() -> None:
    declared = [get_args(one)[0] for one in get_args(get_args(AnySource)[0])]
    assert declared == list(KINDS.values())


WEBDAV = (
    'kind = "webdav"\nurl = "https://cloud.example/dav/"\nfiles = "*.xlsx"\nusername = "epi"\npassword_secret = "DIE"'
)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("", "epis[0].sources[0]: a source has either a path or a url, EPI 'die'"),
        (
            'path = "a"\nurl = "https://epi.example"',
            "epis[0].sources[0]: a source has either a path or a url, EPI 'die'",
        ),
        ('kind = "webdv"', "epis[0].sources[0].kind: unknown kind; did you mean 'webdav'?, EPI 'die'"),
        (
            WEBDAV.replace("files", "fils"),
            "epis[0].sources[0].files: missing",
        ),
        (
            WEBDAV.replace("files", "fils"),
            "epis[0].sources[0].fils: unknown key; did you mean 'files'?",
        ),
        (
            WEBDAV.replace("*.xlsx", "a/*.xlsx"),
            "epis[0].sources[0].files: the name of a file is expected, or a pattern as in *.xlsx (read: 'a/*.xlsx'), EPI 'die'",
        ),
        (
            'path = "a\\u0000b"',
            "epis[0].sources[0].path: the path of a file or a folder is expected, EPI 'die'",
        ),
        (
            'path = "a"\ntake = "all"',
            'epis[0].sources[0]: take = "all" goes with files, a pattern as in "*.xlsx", EPI \'die\'',
        ),
        (
            'path = "a"\nfiles = "*"\ntake = "last"',
            "epis[0].sources[0].take: either \"newest\" or \"all\" is expected (read: 'last'), EPI 'die'",
        ),
        (
            'url = "https://epi.example"\nusername = "epi"',
            "epis[0].sources[0]: username and password_secret go together, EPI 'die'",
        ),
        (
            'url = "https://epi.example"\nusername = "epi"\npassword_secret = "A"\ntoken_secret = "B"',
            "epis[0].sources[0]: a source has either a password_secret or a token_secret, EPI 'die'",
        ),
        (
            'url = "http://epi.example"\ntoken_secret = "A"',
            "epis[0].sources[0]: a secret is sent over https:// only, EPI 'die'",
        ),
        (
            'kind = "nextcloud"\nurl = "https://cloud.example/apps/files"',
            "epis[0].sources[0].url: the link of a public share is expected, as in https://cloud.example/s/AbCdEf12345, EPI 'die'",
        ),
        (
            'kind = "google_sheets"\nurl = "https://docs.google.com/document/d/1"',
            "epis[0].sources[0].url: the link of a document is expected, as in https://docs.google.com/spreadsheets/d/…/edit, EPI 'die'",
        ),
    ],
)
def test_a_fault_of_a_source_is_told_with_its_key_and_reason(tmp_path: Path, source: str, told: str) -> None:
    assert told in faults(tmp_path, source)


def test_a_secret_may_go_in_clear_to_a_private_address_that_the_configuration_names(tmp_path: Path) -> None:
    for url in ("http://localhost:8080/a", "http://10.0.0.5/a"):
        assert read(tmp_path, f'url = "{url}"\ntoken_secret = "A"').origin == url


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (f'url = "https://epi.example"\nusername = "epi"\npassword = "{PLANTED}"', "password: a secret is never written"),
        (f'url = "https://epi.example"\ntoken = "{PLANTED}"', "token: a secret is never written"),
        (f'kind = "grist"\nurl = "https://grist.example"\ndocument = "a"\napi_key = "{PLANTED}"', "api_key: a secret is"),
        (f'url = "https://epi.example"\nheaders = {{ Authorization = "{PLANTED}" }}', "headers: a secret is never"),
        (f'url = "https://epi.example"\ntoken_secret = "{PLANTED}"', "token_secret: a secret is never written"),
        (f'url = "https://epi.example"\nusername = "a"\npassword_secret = "{PLANTED}"', "password_secret: a secret is"),
        (f'url = "https://epi:{PLANTED}@epi.example/a"', "url: no user name or password may stand in an address"),
        (f'url = "https://epi.example/a?api_key={PLANTED}"', "url: no password or key may stand in an address"),
        (f'url = "https://epi.example/a?x=1&Password={PLANTED}"', "url: no password or key may stand in an address"),
        (f'kind = "nextcloud"\nurl = "https://{PLANTED}@cloud.example/s/a"', "url: no user name or password"),
        (f'kind = "webdav"\nurl = "https://a:{PLANTED}@x"\nfiles = "*"\nusername = "{PLANTED}:"', "url: no user name"),
        (f'url = "ftp://a:{PLANTED}@x"', "url: an address in https:// or http:// is expected"),
    ],
)  # fmt: skip
def test_a_secret_written_out_is_refused_and_not_repeated(tmp_path: Path, source: str, told: str) -> None:
    found = faults(tmp_path, source)
    assert any(told in fault for fault in found), found
    assert not any(PLANTED in fault for fault in found), found


def test_a_source_that_is_no_table_is_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "epis.toml"
    path.write_text(f'{EPI}sources = ["https://epi:{PLANTED}@epi.example/a"]\n', encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(path, {})
    assert PLANTED not in str(caught.value)
