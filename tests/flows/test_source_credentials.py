"""Who is asked with a secret, and who is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.named_secrets import NamedSecrets
from flows.sources.errors import SourceError
from tests.flows.pulls import basic_login, die, one_failure, one_file
from tests.flows.web import Answer, Web, web_server

PASSWORD = "mot de passe à 25 €"


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as server:
        yield server


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPI_SECRET_DIE", PASSWORD)
    monkeypatch.setenv("EPI_SECRET_JETON", "abc.def-123")


def test_a_file_is_asked_for_by_user_name_and_password(tmp_path: Path, web: Web) -> None:
    url = web.says("/a.csv", Answer(b"a", login=basic_login("epi-die", PASSWORD)))
    file = one_file(tmp_path, die(url=url, username="epi-die", password_secret="DIE"))
    assert file.path.read_bytes() == b"a"


def test_a_file_is_asked_for_by_a_bearer_token(tmp_path: Path, web: Web) -> None:
    url = web.says("/a.csv", Answer(b"a", login="Bearer abc.def-123"))
    assert one_file(tmp_path, die(url=url, token_secret="JETON")).path.read_bytes() == b"a"


def test_a_wrong_password_is_refused_and_not_tried_again(tmp_path: Path, web: Web) -> None:
    url = web.says("/a.csv", Answer(b"a", login=basic_login("epi-die", "autre")))
    failure = one_failure(tmp_path, die(url=url, username="epi-die", password_secret="DIE"))
    assert (failure.code, failure.detail, len(web.asked)) == ("FICHIER-42", "HTTP 401", 1)


def test_a_redirect_on_the_same_server_keeps_the_credentials(tmp_path: Path, web: Web) -> None:
    web.says("/there.csv", Answer(b"a", login=basic_login("epi-die", PASSWORD)))
    url = web.says("/here", Answer(status=302, headers={"Location": "/there.csv"}))
    assert one_file(tmp_path, die(url=url, username="epi-die", password_secret="DIE")).size == 1


@pytest.mark.parametrize(
    "credentials",
    [{"username": "epi-die", "password_secret": "DIE"}, {"token_secret": "JETON"}],
    ids=["password", "token"],
)
def test_a_redirect_to_another_server_is_followed_without_the_credentials_even_back_again(
    tmp_path: Path, web: Web, credentials: dict[str, str]
) -> None:
    with web_server() as other:
        web.says("/back.csv", Answer(b"a"))
        away = other.says("/away", Answer(status=307, headers={"Location": f"{web.url}/back.csv"}))
        url = web.says("/here", Answer(status=302, headers={"Location": away}))
        assert one_file(tmp_path, die(url=url, **credentials)).size == 1
        assert ["Authorization" in headers for _, headers in other.asked] == [False]
    assert "Authorization" in web.asked[0][1]


def test_a_secret_comes_from_the_environment_else_from_the_file(tmp_path: Path) -> None:
    secrets = NamedSecrets(tmp_path)
    write_secrets(tmp_path, 'DIE = "autre"\nNYONS = "du fichier"\n')
    assert secrets("DIE").get_secret_value() == PASSWORD
    assert secrets("NYONS").get_secret_value() == "du fichier"


def test_a_secret_changed_in_the_file_is_read_at_its_next_use(tmp_path: Path) -> None:
    secrets = NamedSecrets(tmp_path)
    for value in ("avant", "après"):
        write_secrets(tmp_path, f'NYONS = "{value}"\n')
        assert secrets("NYONS").get_secret_value() == value


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_file_of_secrets_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    write_secrets(tmp_path, 'NYONS = "du fichier"\n', mode)
    with pytest.raises(SourceError, match=r"secrets\.toml: others can read it; run chmod 600 on it"):
        NamedSecrets(tmp_path)("NYONS")


@pytest.mark.parametrize("text", ["NYONS", "NYONS = 'planté\n", "NYONS = 12", "NYONS = ''", "AUTRE = 'planté'"])
def test_a_secret_that_is_not_there_is_told_without_what_is(tmp_path: Path, text: str) -> None:
    write_secrets(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        NamedSecrets(tmp_path)("NYONS")
    assert caught.value.code == "FICHIER-47"
    assert "plant" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_source_whose_secret_is_unknown_fails_alone_and_asks_nobody(tmp_path: Path, web: Web) -> None:
    failure = one_failure(tmp_path, die(url=web.says("/a.csv", Answer(b"a")), token_secret="INCONNU"))
    assert (failure.code, failure.is_transport, web.asked) == ("FICHIER-47", True, [])


def test_a_token_that_no_header_can_carry_is_refused_before_it_is_sent(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPI_SECRET_JETON", "abc\r\nX-Evil: 1")
    failure = one_failure(tmp_path, die(url=web.says("/a.csv", Answer(b"a")), token_secret="JETON"))
    assert (failure.code, web.asked) == ("FICHIER-47", [])


def write_secrets(home: Path, text: str, mode: int = 0o600) -> None:
    path = home / "restricted" / "secrets.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
