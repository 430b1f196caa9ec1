"""The walk in French: a resolution comes in, is read and corrected, and every step can be proved."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit
from tests.browser.words import french
from tests.cli.running import SOURCE
from tests.walk.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MODEL = SOURCE / "dispositif" / "demo" / "examples" / "model-resolution.fr.txt"
CORRECTED = "2"


@dataclass(frozen=True)
class Text:
    """A French text, and what its reader page must show of operative paragraph 1."""

    content: bytes
    slug: str
    paragraphs: int
    cited: str
    number: str
    note: str

    @property
    def reader(self) -> str:
        """The address of the reader, in French."""
        return f"/documents/{self.slug}/?language=fr"


@pytest.fixture(scope="module", params=["seed", "model"])
def text(request: pytest.FixtureRequest) -> Text:
    """The seed where it is; and the project's own model resolution under a number that is not held yet."""
    if request.param == "model":
        words = MODEL.read_text(encoding="utf-8").replace("99/201.", "99/202.")
        return Text(words.encode(), "A-RES-99-202", 18, "A-RES-98-142", "98/142", "5")
    folder: Path = request.getfixturevalue("shared")
    content = (folder / "data/seed/A-RES-61-181.fr.txt").read_bytes()
    return Text(content, "A-RES-61-181", 16, "A-RES-60-175", "60/175", "6")


@pytest.fixture(scope="module")
def walked() -> set[str]:
    """Slugs of the texts that have gone through, so that each file of the walk goes once."""
    return set()


@pytest.fixture
def officer(visit: Callable[..., Visit], text: Text, walked: set[str]) -> Visit:
    """A secretariat officer's window, after the text was dropped in, looked at and written."""
    one = visit("secretariat")
    if text.slug not in walked:
        bring_in(one.page, text)
        walked.add(text.slug)
    return one


def bring_in(page: Page, text: Text) -> None:
    page.goto("/documents/import/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    file: Any = {"name": f"{text.slug}.fr.txt", "mimeType": "text/plain", "buffer": text.content}
    page.set_input_files("[name=files]", files=[file])
    page.click("main form button[type=submit]")
    expect(page.locator(".preview tbody tr")).to_have_count(text.paragraphs)
    page.click("button[name=how][value=write]")
    page.wait_for_url(f"**/documents/{text.slug}/")


def test_the_reader_shows_each_paragraph_and_parts_the_note_from_the_number(
    officer: Visit, text: Text
) -> None:
    page = officer.page
    page.goto(text.reader)
    expect(page.locator("article.paragraph")).to_have_count(text.paragraphs)
    first = page.locator("#operative-1 .verbatim, #operative-1 .said").first
    linked = first.locator(f"a[href='/documents/{text.cited}/']")
    expect(linked).to_have_text(re.compile(re.escape(text.number) + "$"))
    expect(first.locator(f"sup a[href='#note-{text.note}']")).to_have_text(text.note)
    expect(page.locator(f"#note-{text.note}")).to_be_visible()
    assert officer.left_the_machine() == []


def test_a_correction_leaves_both_readings_and_the_trail_tells_each_step(officer: Visit, text: Text) -> None:
    page = officer.page
    page.goto(text.reader)
    page.click("#operative-6 a[href*='/operative/6/']")
    reading = page.locator("#act-1-strength")
    machine = reading.locator("strong").first.inner_text()
    reading.locator("summary").click()
    reading.locator("select[name=value]").select_option(CORRECTED)
    reading.locator("[name=why]").fill("« engage » adressé à tous les États")
    reading.locator("button[value=correct]").click()
    page.wait_for_url("**#act-1-strength")
    both = reading.locator(".reading-who strong").all_inner_texts()
    assert both[0].startswith(CORRECTED)
    assert machine in both[1:]
    assert french("A person read") in reading.inner_text()
    assert french("The machine read") in reading.inner_text()
    page.goto(f"/documents/{text.slug}/trail/")
    steps = page.locator("ol.trail").inner_text()
    assert french("text imported") in steps
    assert french("reading corrected") in steps
    assert "« engage » adressé à tous les États" in steps


SUPERUSER = {
    "altered": "UPDATE trail_entry SET subject_label = 'another' WHERE seq = {seq}",
    "content": "UPDATE trail_content SET content = '{{}}' WHERE entry_id = {seq}",
    "removed": "DELETE FROM trail_entry WHERE seq = {seq}",
    "cut": "DELETE FROM trail_entry WHERE seq >= {seq}",
}
SAID = {
    "altered": "Row {seq} was altered.",
    "content": "The content of row {seq} was altered.",
    "removed": "Row {seq} was removed.",
    "cut": "The trail ends before row {last}, which was written: rows were cut off at the end.",
}
RESTORE = (
    "DELETE FROM trail_entry",
    "INSERT INTO trail_entry SELECT * FROM kept_entry",
    "DELETE FROM trail_content",
    "INSERT INTO trail_content SELECT * FROM kept_content",
    "DROP TABLE kept_entry, kept_content",
)
KEEP = (
    "CREATE TABLE kept_entry AS SELECT * FROM trail_entry",
    "CREATE TABLE kept_content AS SELECT * FROM trail_content",
)
LAST = """
from dispositif.trail.models import Entry
print(json.dumps(list(Entry.objects.using("auditor").filter(what="documents.imported").values_list(
    "seq", flat=True)) + [Entry.objects.using("auditor").latest("seq").seq]))
"""


@pytest.mark.parametrize("how", SUPERUSER)
def test_whatever_a_superuser_does_to_the_trail_is_named(
    visit: Callable[..., Visit], demo: Served, how: str
) -> None:
    whole = demo.site.run("trail", "verify")
    assert (whole.returncode, "faults: 0" in whole.stdout) == (0, True)
    (seq, *_), last = (found := demo.asked(LAST)), found[-1]
    demo.superuser(*KEEP, SUPERUSER[how].format(seq=seq))
    try:
        done = demo.site.run("trail", "verify")
        auditor = visit("auditor")
        auditor.open("/trail/?verify")
        shown = auditor.page.inner_text("main")
    finally:
        demo.superuser(*RESTORE)
    assert done.returncode == 1
    assert SAID[how].format(seq=seq, last=last) in done.stdout
    assert str(last if how == "cut" else seq) in shown
    assert french("The trail is not as it was written") in shown
