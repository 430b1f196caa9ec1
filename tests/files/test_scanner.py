"""What a scanner finds is refused; a scanner that is away, slow or talks nonsense keeps nothing unscanned."""

from collections.abc import Iterator

import pytest

from dispositif.files import scanner
from dispositif.files.actions import store
from dispositif.files.models import Attachment
from dispositif.kernel.refusal import Refusal
from dispositif.people.clock import today
from dispositif.people.queries import local_administrator
from tests.files import clamd, samples


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    """clamd in a process of its own."""
    with clamd.running() as place:
        yield place


def test_without_a_scanner_nothing_is_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPOSITIF_CLAMD", raising=False)
    assert scanner.scan("a.txt", samples.EICAR_LIKE) == scanner.present() == ""


def test_clamd_answers(real: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPOSITIF_CLAMD", real)
    assert scanner.present().startswith("ClamAV ")
    assert scanner.scan("a.txt", b"harmless") == scanner.present()
    assert scanner.scan("a.txt", b"\x00" * 1_500_000) == scanner.present(), "in several chunks"


def test_what_clamd_finds_is_refused_by_its_signature(real: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPOSITIF_CLAMD", real)
    with pytest.raises(Refusal, match=r"letter\.txt .*Dispositif\.Test") as refusal:
        scanner.scan("letter.txt", samples.EICAR_LIKE)
    assert refusal.value.code == "files.infected"
    with pytest.raises(Refusal, match=r"Dispositif\.Test"):
        scanner.scan("letter.docx", samples.grown(samples.word(), "word/x.txt", samples.EICAR_LIKE.decode()))


def test_what_is_larger_than_clamd_takes_is_not_kept(real: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPOSITIF_CLAMD", real)
    with pytest.raises(Refusal) as refusal:
        scanner.scan("long.txt", bytes(8_000_000))
    assert refusal.value.code == "files.scanner_limit"


@pytest.mark.database
def test_attachments_are_scanned_before_they_are_kept(
    real: str, database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPOSITIF_CLAMD", real)
    by = local_administrator()
    kept = store(content=b"clean", name="a.txt", by=by, on=today())
    assert kept.scanned_with.startswith("ClamAV ")
    with pytest.raises(Refusal, match=r"Dispositif\.Test"):
        store(content=samples.EICAR_LIKE, name="b.txt", by=by, on=today())
    assert not Attachment.objects.filter(name="b.txt").exists()


@pytest.mark.parametrize(
    "place", ["unix:/nowhere/clamd.sock", "tcp://127.0.0.1:9", "tcp://[::1]:9"], ids=["unix", "IPv4", "IPv6"]
)
def test_a_scanner_that_is_away(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPOSITIF_CLAMD", place)
    for ask in (lambda: scanner.scan("a.txt", b"x"), scanner.present):
        with pytest.raises(Refusal, match="Try again") as refusal:
            ask()
        assert refusal.value.code == "files.scanner_away"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n\0",
        b"\0",
        b"stream: OK",
        b"stream: OK\0",
        b"",
        b"\xff" * 9000,
        b"UNKNOWN COMMAND\0",
    ],
)
def test_a_scanner_that_talks_nonsense(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """`stream: OK` to everything is nonsense too: the version of an engine does not read like that."""
    with clamd.answering(answer) as place:
        monkeypatch.setenv("DISPOSITIF_CLAMD", place)
        for ask in (lambda: scanner.scan("a.txt", b"x"), scanner.present):
            with pytest.raises(Refusal) as refusal:
                ask()
            assert refusal.value.code == "files.scanner_away"


def test_a_scanner_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanner, "PATIENCE", 0.2)
    with clamd.answering(None) as place:
        monkeypatch.setenv("DISPOSITIF_CLAMD", place)
        with pytest.raises(Refusal) as refusal:
            scanner.scan("a.txt", b"x")
    assert refusal.value.code == "files.scanner_away"


@pytest.mark.parametrize(
    "place", ["/run/clamd.sock", "tcp://", "tcp://host", "http://host:1", "unix:relative"]
)
def test_an_address_that_is_none(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPOSITIF_CLAMD", place)
    with pytest.raises(Refusal, match="DISPOSITIF_CLAMD"):
        scanner.scan("a.txt", b"x")
