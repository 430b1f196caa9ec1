"""The master key and what is derived from it."""

import base64
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dispositif.kernel.refusal import Refusal
from dispositif.server import keys
from tests.server.homes import Site, short_folder


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DISPOSITIF_KEY", raising=False)
    with short_folder() as home:
        monkeypatch.setenv("DISPOSITIF_HOME", str(home))
        yield home


def test_a_secret_stays_and_differs_by_purpose(place: Path) -> None:
    assert keys.secret("trail") == keys.secret("trail")
    assert keys.secret("trail") != keys.secret("files")
    assert len(keys.secret("trail")) == 32
    assert (place / "key").stat().st_mode & 0o777 == 0o600


def test_the_derivation_is_that_of_rfc_5869(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib
    import hmac

    master = bytes(range(32))
    monkeypatch.setenv("DISPOSITIF_KEY", master.hex())
    extracted = hmac.digest(bytes(32), master, hashlib.sha256)
    expanded = hmac.digest(extracted, b"dispositif:trail\x01", hashlib.sha256)
    assert keys.secret("trail") == expanded


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode, bytes.hex])
def test_the_environment_gives_the_key_in_each_spelling(
    place: Path, monkeypatch: pytest.MonkeyPatch, encode: object
) -> None:
    master = bytes(
        [251, 255, 190] * 10 + [7, 7]
    )  # its base64 has both letters that the two alphabets spell apart
    written = encode(master)  # type: ignore[operator]
    monkeypatch.setenv("DISPOSITIF_KEY", written if isinstance(written, str) else written.decode())
    assert keys.master() == master
    assert not (place / "key").exists()


@pytest.mark.parametrize("text", ["short", "é" * 32, "0" * 62, "=" * 44])
def test_a_malformed_key_is_refused_without_being_shown(
    place: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("DISPOSITIF_KEY", text)
    with pytest.raises(Refusal) as caught:
        keys.master()
    assert caught.value.code == "server.key_malformed"
    assert text not in str(caught.value)


def test_many_creators_agree_on_one_key(place: Path) -> None:
    place.mkdir()
    path = place / "key"
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: keys._kept.__wrapped__(path), range(64)))
    assert len(set(found)) == 1
    assert [entry.name for entry in place.iterdir()] == ["key"]


def test_many_processes_agree_on_one_key(site: Site) -> None:
    code = "from dispositif.server import keys; print(keys.secret('x').hex())"
    clients = [site.client(code) for _ in range(4)]
    said = {client.communicate(timeout=60)[0] for client in clients}
    assert len(said) == 1
    assert len(said.pop()) == len("attached\n") + 65


@pytest.mark.parametrize("kept", [b"", b"x" * 31])
def test_a_damaged_key_is_refused_not_replaced(place: Path, kept: bytes) -> None:
    place.mkdir()
    path = place / "key"
    path.write_bytes(kept)
    path.chmod(0o600)
    with pytest.raises(Refusal) as caught:
        keys.master()
    assert caught.value.code == "server.key_unusable"
    assert path.read_bytes() == kept


def test_a_key_that_others_may_read_is_refused(place: Path) -> None:
    keys.master()
    (place / "key").chmod(0o644)
    keys._kept.cache_clear()
    with pytest.raises(Refusal, match="chmod 600"):
        keys.master()


def test_no_new_key_is_made_beside_an_old_database(place: Path) -> None:
    (place / "database").mkdir(parents=True)
    with pytest.raises(Refusal) as caught:
        keys.master()
    assert caught.value.code == "server.key_missing"
    assert not (place / "key").exists()


def test_unwritable_home_is_said(place: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere; test_accounts tries it as an ordinary user")
    keys.home().chmod(0o500)
    with pytest.raises(Refusal):
        keys.master()
