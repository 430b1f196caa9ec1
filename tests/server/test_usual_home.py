"""Where the home is when nobody says so."""

import os
from pathlib import Path

import pytest

from dispositif.server import home


@pytest.mark.parametrize(("user", "shared"), [(0, True), (1000, False)])
def test_root_shares_the_systems_folder_and_others_have_their_own(
    user: int, shared: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    usual = home._usual()
    assert usual.name == "dispositif"
    assert (tmp_path in usual.parents) is not shared


def test_nothing_is_handed_over_by_an_ordinary_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(os, "chown", lambda *_: pytest.fail("an ordinary user gives nothing away"))
    home.hand_over(tmp_path)


def test_a_file_is_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dispositif.kernel.refusal import Refusal

    place = tmp_path / "file"
    place.write_text("")
    monkeypatch.setenv("DISPOSITIF_HOME", str(place))
    with pytest.raises(Refusal):
        home.home()
