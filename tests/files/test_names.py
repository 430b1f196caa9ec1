"""Names are kept and given back without anything that deceives."""

import pytest

from dispositif.files.names import LONGEST, given_back, safe


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("folder/one.txt", "one.txt"),
        ("C:\\Documents\\note.pdf", "note.pdf"),
        ("../../etc/passwd", "passwd"),
        ("no\x00te\r\n.pdf", "note.pdf"),
        ("note\u202efdp.exe", "notefdp.exe"),
        ("..", "file"),
        ("", "file"),
        ("  two   words .pdf", "two words .pdf"),
        ("é.pdf", "é.pdf"),
    ],
)
def test_safe(name: str, kept: str) -> None:
    assert safe(name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = safe("x" * 400 + ".docx")
    assert len(kept) == LONGEST
    assert kept.endswith("x.docx")


def test_given_back_under_the_ending_of_its_content() -> None:
    assert given_back("NV 12.2026", "pdf") == "NV 12.2026.pdf"
    assert given_back("a.jpg", "jpeg") == "a.jpg"
    assert given_back("list.csv", "") == "list.csv"
