"""Files as nobody should hand them in, and as people do."""

import io
import zipfile

from tests.world import SHORT

SCRIPT = "document.title='taken'"
LARGE = 200 * 1024 * 1024


def empty() -> bytes:
    """Nothing but white space."""
    return b" \r\n\n"


def binary() -> bytes:
    """Text with a control character in its midst."""
    return SHORT[:40].encode() + b"\x00\x07" + SHORT[40:].encode()


def program() -> bytes:
    """The beginning of a program."""
    return b"\x7fELF\x02\x01\x01" + bytes(64)


def wrong_encoding() -> bytes:
    """UTF-16 without its mark."""
    return SHORT.encode("utf-16-le")


def pdf_without_text() -> bytes:
    """Two pages as a scanner leaves them: no letter in them."""
    import pypdfium2

    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(2):
        document.new_page(595, 842).close()
    document.save(out)
    document.close()
    return out.getvalue()


def docx(text: str = SHORT) -> bytes:
    """A Word file of the text."""
    from docx import Document

    document, out = Document(), io.BytesIO()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def truncated_docx() -> bytes:
    """The first two thirds of a Word file."""
    whole = docx()
    return whole[: len(whole) * 2 // 3]


def bomb() -> bytes:
    """A Word file of 200 kB whose text unpacks to 200 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(LARGE // 2**20):
            part.write(b" " * 2**20)
    return out.getvalue()


def html_with_scripts() -> bytes:
    """A page whose text is a resolution, with every way in which a page brings a script along."""
    title, *paragraphs = SHORT.strip().split("\n\n")
    body = "".join(f'<p onclick="{SCRIPT}">{one}</p>' for one in paragraphs)
    return f"""<!doctype html><html><head><title>t</title><script>{SCRIPT}</script></head><body>
    <h1>{title}</h1><script>{SCRIPT}</script><img src="x" onerror="{SCRIPT}"><svg onload="{SCRIPT}"></svg>
    <iframe srcdoc="<script>{SCRIPT}</script>"></iframe>{body}
    <p>3. Notes &lt;script&gt;{SCRIPT}&lt;/script&gt;
    as words.</p></body></html>""".encode()
