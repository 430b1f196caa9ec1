"""The grid: who stood how to which instrument on any day, and what is not held is said, not guessed."""

import csv
import io
import re
from datetime import date

import pytest
from django.db.models.functions import Now
from django.test import Client
from openpyxl import load_workbook

from dispositif.instruments.models import Action, Instrument, Unresolved
from dispositif.instruments.queries.adherence import registers
from dispositif.instruments.queries.grid import around
from dispositif.people.clock import today
from tests.instruments.pages import ENGLISH, SEED, asked, cells, heads, plain

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("treaties")]
GRID = "/instruments/"
ON = f"{GRID}?at={SEED}"
FIGURES = {
    "UNTOC": ("129", "129"), "UNTOC-TIP": ("110", "110"), "UNTOC-SOM": ("103", "104"),
    "UNTOC-FIREARMS": ("59", "60"), "UNCAC": ("80", "80"), "NUCLEAR-TERRORISM-2005": ("0", "11"),
}  # fmt: skip
"""Parties and consents on the day of the resolution, counted from the tidy table, organizations included."""


def test_the_grid_of_the_day_has_its_counts() -> None:
    page = asked(ON)
    columns = [code for code in heads(page) if registers().editions.get(code)]
    assert len(columns) == 15
    without = len(heads(page)) - len(columns)
    parties, consents = cells(page, "Parties"), cells(page, "Consents given")
    assert [parties.count("no"), len(heads(page))] == [without, 26]
    numbers = [number for number in parties if number != "no"]
    found = {code: (numbers[place], consents[place]) for place, code in enumerate(columns)}
    assert {code: found[code] for code in FIGURES} == FIGURES


def test_the_universe_and_the_sources_are_said() -> None:
    said = plain(asked(ON))
    assert re.search(r"19\d participants that day 192 Members of the United Nations", said)
    assert "15 registers held of 26 instruments" in said
    assert "latest held between March 19, 2007 and Feb. 19, 2015, by instrument" in said
    assert "3,563 actions held of 3,563 in the sources" in said
    assert "326 held of 326 in the source" in said


def test_a_register_that_is_not_held_says_so_once() -> None:
    page = asked(ON)
    body = page.split("<tbody>")[1]
    assert body.count("no register held") == 11
    rows = body.split("</tr>")
    assert all("no register held" not in row for row in rows[1:200])
    assert f'rowspan="{4 + len(registers().adherence.universe(date(2006, 12, 20)))}"' in rows[0]


def test_what_was_not_adopted_yet_stands_under_the_grid() -> None:
    page = asked(ON)
    under = page.split("Not adopted yet on that day")[1]
    for code in ("BEIJING-CONVENTION-2010", "BEIJING-PROTOCOL-2010", "TOKYO-PROTOCOL-2014"):
        assert code not in heads(page)
        assert code in under
    assert "adopted on Sept. 10, 2010" in plain(under)


def test_every_status_has_a_letter_and_words() -> None:
    page = asked(ON)
    assert '<td class="signed" title="signatory"><b aria-hidden="true">S</b><i>signatory</i></td>' in page
    assert cells(page, "Argentina")[:5] == ["P", "P", "P", "C", "P"]
    assert "consent given, not yet in force" in page
    assert 'href="/instruments/states/ARG/?at=2006-12-20"' in page


def test_names_and_order_are_those_of_the_day_and_of_the_language() -> None:
    english, french = asked(ON), asked(ON, french=True)
    assert "Swaziland" in english
    assert "Eswatini" not in english
    assert french.index(">Afrique du Sud<") < french.index(">Allemagne<") < french.index(">Zimbabwe<")
    assert french.index(">Égypte<") < french.index(">Émirats arabes unis<") < french.index(">Fidji<")
    assert "Criminalité organisée" in french
    assert "20 décembre 2006" in french
    assert "South Sudan" not in english
    assert "South Sudan" in asked(f"{GRID}?at=2012-01-01")


def test_a_name_that_nobody_resolved_blocks_its_column() -> None:
    Unresolved.objects.create(
        instrument=Instrument.objects.get(code="UNCAC"), printed="Ruritania", kind="accession",
        on="2005-01-01", source="a register", recorded_at=Now(),
    )  # fmt: skip
    page = asked(ON)
    assert "not published: 1 name to resolve" in page
    assert cells(page, "Parties")[:5] == ["129", "110", "103", "59", "not"]
    assert "14 registers held of 26 instruments" in plain(page)
    row = asked(f"{GRID}?at={SEED}&format=csv").splitlines()[1]
    assert "not published: 1 name to resolve" in row


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("family=crime", 5),
        ("family=terrorism", 16),
        ("family=drugs", 5),
        ("family=named", 21),
        ("instrument=UNCAC", 1),
    ],
)
def test_a_family_narrows_the_columns(query: str, count: int) -> None:
    assert len(heads(asked(f"{ON}&{query}"))) == count


def test_each_filter_narrows_the_rows() -> None:
    def listed(query: str) -> list[str]:
        return re.findall(r'<th scope="row"><a href="/instruments/states/(\w+)/', asked(f"{ON}&{query}"))

    assert listed("name=fRaNc") == ["FRA"]
    assert listed("kind=reio") == ["EU"]
    assert {"AUS", "NZL"} <= set(listed("region=053")) < set(listed("region=009"))
    assert "AFG" in listed("group=LDC")
    assert "FRA" not in listed("group=LDC")
    assert listed("state=TUV") == ["TUV"]
    for nobody in ("region=999", "group=NONE", "kind=none", "name=zzz"):
        assert listed(nobody) == []
    assert "No participant of that day matches" in asked(f"{ON}&name=zzz")
    assert "None of the instruments asked for" in asked(f"{ON}&family=none")
    assert "1 participant is shown and counted" in plain(asked(f"{ON}&name=france"))
    assert cells(asked(f"{ON}&name=france&family=crime"), "Parties") == ["1", "1", "1", "0", "1"]


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ("2999-01-01", "still to come"),
        ("20/12/2006", "is no day"),
        ("2006-02-30", "is no day"),
        ("1900-01-01", "the United Nations has existed since"),
    ],
)
def test_a_day_of_which_nothing_is_known_is_refused(said: str, because: str) -> None:
    page = asked(f"{GRID}?at={said}", status=400)
    assert because in plain(page)
    assert "<tbody>" not in page
    assert 'id="at"' in page


def test_without_a_day_the_newest_state_held_is_shown_and_never_called_today() -> None:
    page = asked(GRID)
    assert "The day lies after the latest days held of 15 registers" in page
    assert page.count("▲ latest held") == 15
    assert "latest held today" not in page.lower()
    assert len(heads(page)) == 29


def test_the_slider_leads_to_the_end_of_its_month() -> None:
    browser = Client(headers=ENGLISH)
    moved = browser.get(f"{GRID}?month=549&family=crime")
    assert (moved.status_code, moved["Location"]) == (302, f"{GRID}?family=crime&at=2006-12-31")
    part = browser.get(f"{GRID}?month=549&family=crime", headers={"HX-Request": "true"})
    assert part["HX-Replace-Url"] == f"{GRID}?family=crime&at=2006-12-31"
    said = part.content.decode()
    assert "<html" not in said
    assert '<output id="when-day" for="month" hx-swap-oob="innerHTML">Dec. 31, 2006</output>' in said
    assert 'value="2006-12-31" hx-swap-oob="true"' in said
    for odd in ("x", "-1", "99999", "9" * 400):
        assert browser.get(f"{GRID}?month={odd}").status_code == 400


def test_the_slider_ends_today() -> None:
    last = re.search(r'type="range" min="0" max="(\d+)"', asked(GRID))
    assert last
    moved = Client().get(f"{GRID}?month={last[1]}")
    assert moved["Location"] == f"{GRID}?at={today().isoformat()}"


def test_previous_and_next_lead_to_days_on_which_something_changes() -> None:
    adherence = registers().adherence
    before, after = around(adherence, date(2006, 12, 20), today())
    assert before
    assert after
    assert (before, after) == (date(2006, 12, 18), date(2006, 12, 21))
    page = asked(ON)
    assert f'rel="prev" href="?at={before}"' in page
    assert f'rel="next" href="?at={after}"' in page
    assert adherence.grid(before) != adherence.grid(date(2006, 12, 17))
    first = around(adherence, date(1945, 10, 24), today())
    assert first[0] is None
    assert around(adherence, today(), today())[1] is None


def test_the_grid_can_be_taken_away() -> None:
    rows = list(csv.reader(io.StringIO(asked(f"{ON}&family=named&format=csv").lstrip("\ufeff"))))
    assert rows[0][:4] == ["code", "participant", "kind", "UNTOC (latest held 2013-10-17)"]
    france = next(row for row in rows if row[0] == "FRA")
    assert france[1:5] == ["France", "Member of the United Nations", "party", "party"]
    assert france[rows[0].index("TOKYO-1963")] == "no register held"
    assert sum(row[3] == "party" for row in rows) == 129
    book = Client(headers=ENGLISH).get(f"{ON}&format=xlsx")
    assert book["Content-Disposition"] == 'attachment; filename="treaties-2006-12-20.xlsx"'
    sheet = load_workbook(io.BytesIO(book.content)).worksheets[0]
    assert sheet.max_row == len(rows)


def test_the_page_stays_light() -> None:
    answer = Client(headers={**ENGLISH, "accept-encoding": "gzip"}).get(GRID)
    assert len(answer.content) < 40_000


def test_a_correction_is_seen_at_once() -> None:
    action = Action.objects.get(instrument__code="UNTOC", participant__code="FRA", kind="ratification")
    assert cells(asked(f"{ON}&name=france&family=crime"), "Parties")[0] == "1"
    Action.objects.filter(pk=action.pk).update(superseded_at=Now())
    assert cells(asked(f"{ON}&name=france&family=crime"), "Parties")[0] == "0"
