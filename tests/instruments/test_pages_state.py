"""One State on any day: consent and being party are two days, predecessors are marked, gaps are said."""

import re
from datetime import date

import pytest
from django.db.models.functions import Now
from django.test import Client

from dispositif.instruments.models import Action, Instrument, Procedure, Statement
from dispositif.look.panels import Panel, register, withdraw
from dispositif.world.models import Participant
from tests.instruments.pages import ENGLISH, SEED, asked, plain

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("treaties")]
STATES = "/instruments/states/"


def row(page: str, short: str) -> list[str]:
    """The cells of the row of an instrument."""
    found = next(part for part in page.split("<tr>") if re.search(rf">{re.escape(short)}</a>", part))
    return [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", found, re.DOTALL)]


def act(participant: str, instrument: str, kind: str, on: str, **more: object) -> None:
    Action.objects.create(
        instrument=Instrument.objects.get(code=instrument),
        participant=Participant.objects.get(code=participant),
        kind=kind, on=on, printed=participant, source="notification", recorded_at=Now(), **more,
    )  # fmt: skip


def test_consent_and_being_party_are_two_days() -> None:
    page = asked(f"{STATES}FRA/?at={SEED}")
    assert row(page, "Organized crime (UNTOC)") == [
        "P party", "Oct. 29, 2002 ratification", "Sept. 29, 2003", "Dec. 12, 2000",
    ]  # fmt: skip
    assert row(page, "Nuclear terrorism") == ["S signatory", "—", "—", "Sept. 14, 2005"]
    assert row(page, "Firearms") == ["· no action held", "—", "—", "—"]
    assert row(page, "Acts on board aircraft") == ["no register held"]
    assert "Civil aviation (Beijing)" not in page
    assert "beside the answer: paragraph 6 does not name them" in page


def test_a_consent_that_is_not_in_force_says_from_when() -> None:
    page = asked(f"{STATES}CZE/?at={SEED}")
    assert row(page, "Nuclear terrorism")[:3] == [
        "C consent given, not yet in force", "July 25, 2006 ratification", "only from July 7, 2007",
    ]  # fmt: skip
    Instrument.objects.filter(code="NUCLEAR-TERRORISM-2005").update(in_force_on=None, recorded_at=Now())
    page = asked(f"{STATES}CZE/?at={SEED}")
    assert row(page, "Nuclear terrorism")[2] == "the instrument is in force for nobody yet"


def test_names_of_the_day_and_its_predecessor_in_words() -> None:
    page = plain(asked(f"{STATES}CZE/?at={SEED}"))
    assert page.startswith("Czech Republic, Dec. 20, 2006 · Dispositif")
    assert "Czechia since May 17, 2016" in page
    assert "It succeeded Czechoslovakia on Jan. 1, 1993" in page
    assert "Allemagne, 20 décembre 2006" in plain(asked(f"{STATES}DEU/?at={SEED}", french=True))
    past = plain(asked(f"{STATES}CSK/?at=1990-01-01"))
    assert "succeeded it on Jan. 1, 1993" in past


def test_what_a_predecessor_did_that_it_continues_is_marked() -> None:
    from dispositif.world.queries import continued

    heirs = continued()
    assert heirs
    heir, ((old, on), *_rest) = next(iter(heirs.items()))
    Action.objects.filter(participant__code=heir, instrument__code="HOSTAGES-1979").update(
        superseded_at=Now()
    )
    act(old, "HOSTAGES-1979", "accession", "1985-05-05")
    page = asked(f"{STATES}{heir}/?at=2010-01-01")
    assert f"by its predecessor, as {old}" in plain(page)
    assert "It continues" in page
    assert row(page, "Taking of hostages")[0] == "P party"
    former = plain(asked(f"{STATES}{old}/?at={date(on.year - 1, 1, 1)}"))
    assert "continues it since" in former


def test_who_took_no_part_on_the_day_is_not_shown_as_not_party() -> None:
    page = asked(f"{STATES}SSD/?at={SEED}")
    assert "It took no part on Dec. 20, 2006" in plain(page)
    assert "no action held" not in page


def test_withdrawals_statements_and_procedures_are_shown() -> None:
    act("FRA", "UNCAC", "withdrawal", "2006-01-01", effective_on="2006-06-01", symbol="C.N.1.2006")
    uncac, france = Instrument.objects.get(code="UNCAC"), Participant.objects.get(code="FRA")
    told = {"instrument": uncac, "participant": france, "recorded_at": Now()}
    Statement.objects.create(
        kind="declaration", made_on="2005-07-11", text="La France déclare que…", language="fr",
        source="UNTC", symbol="C.N.7.2005", **told,
    )  # fmt: skip
    Statement.objects.create(
        kind="reservation", made_on="2011-01-01", text="Later", language="en", source="x", **told
    )
    Procedure.objects.create(
        reported_on="2006-02-02", words="Bill before parliament", source="letter", **told
    )
    page = asked(f"{STATES}FRA/?at={SEED}")
    assert row(page, "Corruption (UNCAC)")[0] == "W withdrawn"
    assert "withdrawn with effect from June 1, 2006" in plain(page)
    assert '<blockquote class="verbatim" lang="fr" dir="auto">La France déclare que…</blockquote>' in page
    assert "C.N.7.2005" in page
    assert "Later" not in page
    assert "reported on Feb. 2, 2006" in plain(page)
    assert "Bill before parliament" in page
    empty = asked(f"{STATES}AND/?at={SEED}")
    assert "no statement held" in empty
    assert "no report held" in empty


def test_codes_lead_to_one_page_and_unknown_ones_nowhere() -> None:
    browser = Client(headers=ENGLISH)
    assert browser.get(f"{STATES}fra/")["Location"] == f"{STATES}FRA/"
    assert browser.get(f"{STATES}250/")["Location"] == f"{STATES}FRA/"
    for odd in ("XXX", "FRANCE-AND-MORE", "%20"):
        asked(f"{STATES}{odd}/", status=404)


def test_a_day_to_come_is_refused_and_the_day_can_be_changed() -> None:
    page = asked(f"{STATES}FRA/?at=2999-01-01", status=400)
    assert "still to come" in plain(page)
    assert "Organized crime" not in page
    assert 'type="date"' in page


def test_later_stages_put_their_panels_there() -> None:
    panel = register(Panel("participant", "instruments:state", 1, "Elsewhere"))
    try:
        assert f'hx-get="{STATES}FRA/"' in asked(f"{STATES}FRA/?at={SEED}")
    finally:
        withdraw(panel)
