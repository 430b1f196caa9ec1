"""What is kept comes back, byte for byte, or the loss is named."""

import pytest

from dispositif.files import vault
from dispositif.files.actions import store
from dispositif.files.models import Attachment
from dispositif.kernel.refusal import Refusal
from dispositif.people.clock import today
from dispositif.people.queries import local_administrator

pytestmark = pytest.mark.database


def test_content_is_encrypted_on_disk_and_comes_back(installed: None) -> None:
    sha256 = vault.put(b"61/181")
    assert vault.get(sha256) == b"61/181"
    assert b"61/181" not in vault._place(sha256).read_bytes()
    assert vault.put(b"61/181") == sha256
    assert list(vault._place(sha256).parent.glob("*.new")) == []


def test_a_changed_file_is_refused(installed: None) -> None:
    place = vault._place(vault.put(b"to be changed"))
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    with pytest.raises(Refusal, match="changed on disk"):
        vault.get(vault.address(b"to be changed"))


def test_a_cut_file_is_refused(installed: None) -> None:
    place = vault._place(vault.put(b"to be cut"))
    place.write_bytes(b"")
    with pytest.raises(Refusal, match="changed on disk"):
        vault.get(vault.address(b"to be cut"))


def test_a_missing_file_is_named(installed: None) -> None:
    with pytest.raises(Refusal, match="not in the home"):
        vault.get(vault.address(b"never kept"))


def test_the_same_content_is_the_same_attachment(database: None) -> None:
    by = local_administrator()
    first = store(content=b"same", name="folder/one.txt", by=by, on=today())
    second = store(content=b"same", name="two.txt", by=by, on=today())
    assert first == second
    assert first.name == "one.txt"
    assert Attachment.objects.filter(sha256=first.sha256).count() == 1


def test_another_key_opens_nothing_and_says_so(installed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = vault.put(b"closed with the first key")
    monkeypatch.setenv("DISPOSITIF_KEY", "62" * 32)
    with pytest.raises(Refusal, match="the key is another one"):
        vault.get(sha256)
