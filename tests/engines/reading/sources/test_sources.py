"""Files of every kind: what can be read is read, what cannot is refused in words."""

import io
import re
import zipfile

import docx
import pytest

from dispositif.engines.reading import read
from dispositif.engines.reading.sources import text_of
from dispositif.engines.reading.sources.docx import LARGEST_PART
from dispositif.engines.reading.sources.extract import LARGEST
from dispositif.kernel.refusal import Refusal
from tests.engines.reading.texts import SHARED, example, needs

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refused(content: bytes, name: str = "given.bin") -> Refusal:
    with pytest.raises(Refusal) as caught:
        text_of(content, name)
    assert caught.value.code.startswith("source.")
    assert str(caught.value).startswith((name, "The file"))
    return caught.value


def package(**parts: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr("word/" + name + ".xml", part)
    return held.getvalue()


def word(body: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def pdf(*pages: str) -> bytes:
    """A small PDF with a text layer, written by hand: one page for each text, `|` between lines."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        lines = " ".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in page.split("|"))
        stream = f"BT /F1 10 Tf 50 800 Td 14 TL {lines} ET" if page else ""
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        parts.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(parts) + 1
    head = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return out + f"{head}startxref\n{len(out)}\n%%EOF".encode()


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("cp1252", "cp1252")],
)
def test_plain_text_in_its_encodings(encoding: str, told: str) -> None:
    text = example("fr")
    found = text_of(text.encode(encoding))
    assert (found.text, found.format, found.encoding) == (text, "text", told)
    assert [one.code for one in found.findings] == (["source.cp1252"] if told == "cp1252" else [])


def test_text_encoded_twice_is_remarked() -> None:
    found = text_of("L’Assemblée générale,".encode().decode("cp1252").encode())
    assert [one.code for one in found.findings] == ["source.encoded_twice"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "source.empty"),
        (b" \n", "source.empty"),
        (b"\xff\xfe\x00\xd8", "source.encoding"),
        ("Решает".encode("koi8-r") * 20, "source.encoding"),
        (b"text\x07bell", "source.binary"),
        (b"\xd0\xcf\x11\xe0old word", "source.format"),
        (b"{\\rtf1 hello}", "source.format"),
        (b"\x89PNG\r\n", "source.format"),
        (b"PK\x03\x04truncated", "source.damaged"),
        (b"%PDF-1.7 nothing", "source.damaged"),
    ],
)
def test_refusals(content: bytes, code: str) -> None:
    assert refused(content).code == code


def test_too_large_is_refused_before_anything_is_read() -> None:
    assert refused(b"a" * (LARGEST + 1)).code == "source.too_large"


def test_the_content_decides_and_not_the_name() -> None:
    assert text_of(pdf("A page with enough text to read"), "notes.txt").format == "pdf"
    assert text_of(b"only text, whatever the name says", "book.pdf").format == "text"


def test_a_pdf_reads_page_by_page() -> None:
    found = text_of(
        pdf(
            "The General Assembly,|Recalling its resolution 60/1,|1. Requests the|",
            "Secretary-General to act.",
        )
    )
    assert found.pages == 2
    assert "\f" in found.text
    assert read(found.text).operative[0].text == "Requests the Secretary-General to act."


def test_a_pdf_without_text_says_so_with_pages_and_remedy() -> None:
    why = refused(pdf("", "", ""), "scan.pdf")
    assert why.code == "source.no_text_layer"
    assert "3 pages" in str(why)
    assert "OCR" in str(why)


def test_a_word_file_reads() -> None:
    made = docx.Document()
    for line in [
        "60/11. A title",
        "The General Assembly,",
        "Recalling its resolution 60/1,",
        "1. Decides to rest.",
    ]:
        made.add_paragraph(line)
    held = io.BytesIO()
    made.save(held)
    found = text_of(held.getvalue())
    assert found.format == "docx"
    assert [one.id for one in read(found.text).paragraphs] == ["p1", "1"]


def test_notes_of_a_word_file_are_kept() -> None:
    body = word(
        "<w:p><w:r><w:t>The General Assembly,</w:t></w:r></w:p>"
        '<w:p><w:r><w:t>Recalling the rules</w:t><w:footnoteReference w:id="7"/><w:t>,</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>1. Decides to rest.</w:t><w:delText>gone</w:delText></w:r></w:p>"
    )
    said = "<w:p><w:r><w:t>See resolution 55/25.</w:t></w:r></w:p>"
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="7">{said}</w:footnote></w:footnotes>'
    reading = read(text_of(package(document=body, footnotes=notes)).text)
    assert [(note.number, note.text, [one.para for one in note.anchors]) for note in reading.footnotes] == [
        (1, "See resolution 55/25.", ["p1"])
    ]
    assert "gone" not in reading.operative[0].text


def test_a_truncated_word_file_is_damaged() -> None:
    whole = package(document=word("<w:p/>" * 500))
    assert refused(whole[: len(whole) // 2]).code == "source.damaged"


def test_a_zip_bomb_is_refused_by_its_declared_size() -> None:
    assert refused(package(document=b"\0" * (LARGEST_PART + 1))).code == "source.bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_refused_while_it_unpacks() -> None:
    """The declared size is patched to be small in both headers; the stream itself goes on."""
    size = 30_000_000
    content = package(document=b" " * size).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert refused(content).code in ("source.bomb", "source.damaged")


def test_entities_in_a_word_file_are_not_resolved() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + word(
        "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"
    )
    assert refused(package(document=bomb)).code == "source.damaged"


def test_a_zip_that_is_no_word_file() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("a.txt", "hello")
    assert "no Word document" in str(refused(held.getvalue()))


def test_html_keeps_notes_and_drops_scripts() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>x</title><script>bad()</script></head><body><style>p{}</style>"
        "<p>The General Assembly,</p><p>Recalling <i>the</i> rules<sup>1</sup>,</p>"
        "<div>1. Decides to rest.</div>"
        "<hr><p>_______________</p><p><sup>1</sup> See resolution 55/25.</p></body></html>"
    )
    found = text_of(page.encode())
    assert found.format == "html"
    assert "bad" not in found.text
    reading = read(found.text)
    assert [[one.para for one in note.anchors] for note in reading.footnotes] == [["p1"]]


def test_deeply_nested_html_does_not_fall_over() -> None:
    found = text_of(b"<html><body>" + b"<div>" * 100_000 + b"The end")
    assert isinstance(found.text, str)


def test_a_real_word_file_of_the_budget_reads() -> None:
    place = needs(SHARED / "resolutions" / "ppb-mandates" / "A_80_6_Sect.16.docx")
    found = text_of(place.read_bytes(), place.name)
    assert "United Nations Office on Drugs and Crime" in re.sub(r"\s+", " ", found.text)
    assert "Mandates" in found.text or "mandates" in found.text
