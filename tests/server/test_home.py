"""The home folder: made private, or refused with a remedy."""

import os
import shutil
from pathlib import Path

import pytest

from dispositif.kernel.refusal import Refusal
from dispositif.server.home import SOCKET, SOCKET_LIMIT, home
from tests.server.homes import short_folder

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the database under another account")


@pytest.fixture(autouse=True)
def _embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


def refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> Refusal:
    monkeypatch.setenv("DISPOSITIF_HOME", str(place))
    with pytest.raises(Refusal) as caught:
        home()
    return caught.value


def test_it_is_made_and_others_cannot_list_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with short_folder() as place:
        monkeypatch.setenv("DISPOSITIF_HOME", str(place))
        assert home() == place
        assert place.is_dir()
        assert place.stat().st_mode & 0o066 == 0


def test_a_path_of_exactly_the_limit_is_accepted_and_one_byte_more_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with short_folder("") as parent:
        room = SOCKET_LIMIT - len(os.fsencode(parent / SOCKET)) - 1
        longest = parent / ("x" * room)
        monkeypatch.setenv("DISPOSITIF_HOME", str(longest))
        assert home() == longest
        refusal = refused(parent / ("x" * (room + 1)), monkeypatch)
        assert refusal.code == "server.home_too_long"
        assert "101 bytes" in str(refusal)
        assert "DISPOSITIF_HOME" in str(refusal)


def test_the_limit_counts_bytes_not_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(Path("/tmp") / ("é" * 45), monkeypatch).code == "server.home_too_long"


def test_a_file_is_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    with short_folder() as place:
        place.write_text("")
        assert refused(place, monkeypatch).code == "server.home_not_folder"


def test_below_a_file_nothing_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    with short_folder() as place:
        place.write_text("")
        assert refused(place / "below", monkeypatch).code == "server.home_unusable"


def test_a_comma_would_name_a_second_host(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(Path("/tmp/a,b"), monkeypatch).code == "server.home_comma"


def test_an_outside_server_needs_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    with short_folder("x" * 120) as place:
        monkeypatch.setenv("DATABASE_URL", "postgresql://u@localhost/n")
        monkeypatch.setenv("DISPOSITIF_HOME", str(place))
        assert home() == place


@root_only
def test_a_closed_parent_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    with short_folder("closed") as closed:
        closed.mkdir(mode=0o700)
        refusal = refused(closed / "home", monkeypatch)
        assert refusal.code == "server.home_closed"
        assert f"chmod o+x {closed})" in str(refusal)


@root_only
def test_a_folder_of_someone_else_s_things_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    with short_folder() as place:
        place.mkdir(mode=0o700)
        (place / "letters").touch()
        assert refused(place, monkeypatch).code == "server.home_closed"
        assert place.stat().st_mode & 0o777 == 0o700


@root_only
def test_an_unknown_account_and_root_itself_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with short_folder() as place:
        monkeypatch.setenv("DISPOSITIF_ACCOUNT", "no-such-account")
        assert refused(place, monkeypatch).code == "server.account_unknown"
        shutil.rmtree(place)
        monkeypatch.setenv("DISPOSITIF_ACCOUNT", "root")
        assert refused(place, monkeypatch).code == "server.account_root"
