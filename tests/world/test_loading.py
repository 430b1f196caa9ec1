"""The facts in the database: loaded whole, once, corrected without being overwritten."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Model

from dispositif.engines.reading.vocabulary import ADDRESSEES
from dispositif.kernel.language import BY_CODE
from dispositif.kernel.refusal import Refusal
from dispositif.trail.models import Entry
from dispositif.world import queries
from dispositif.world.actions import Loaded, load_facts
from dispositif.world.facts import read
from dispositif.world.models import (
    Alias,
    Entity,
    Grouping,
    Membership,
    Participant,
    ParticipantName,
    Region,
    Standing,
    Succession,
    Theme,
)
from dispositif.world.order import sort_key
from dispositif.world.rules import Kind, identity
from dispositif.world.sheets import SHEETS
from tests.world.conftest import BY
from tests.world.tables import add, alter

pytestmark = pytest.mark.database
DAY = date(2026, 1, 15)
TABLES: dict[str, type[Model]] = {
    "regions": Region, "participants": Participant, "entities": Entity, "themes": Theme,
    "groupings": Grouping, "standings": Standing, "successions": Succession, "aliases": Alias,
    "memberships": Membership, "participant names": ParticipantName,
}  # fmt: skip


@pytest.fixture
def corrected(copied: Path) -> Path:
    """The tables with the Chinese name of the Holy See as M49 prints it."""
    alter(copied, "participants", "VAT", zh="教廷")
    return copied


def test_what_is_held_is_what_the_tables_hold(loaded: Loaded) -> None:
    counts = {sheet.name: len(read()[0][sheet.name]) for sheet in SHEETS if sheet.name != "former_names"}
    assert loaded.held == loaded.written == loaded.held | counts
    assert {name: counts[name] for name in ("regions", "themes", "participants")} == {
        "regions": 30, "themes": 16, "participants": 204,
    }  # fmt: skip
    assert {name: model._default_manager.count() for name, model in TABLES.items()} == {
        name: loaded.held[name] for name in TABLES
    }
    former = sum(bool(row[one]) for row in read()[0]["former_names"] for one in BY_CODE)
    assert loaded.held["participant names"] == 204 * 6 + former


def test_a_second_run_writes_nothing_and_says_nothing(loaded: Loaded) -> None:
    before = queries.revision()
    again = load_facts(by=BY, on=DAY)
    assert set(again.written.values()) == {0}
    assert queries.revision() == before


def test_a_statement_that_changed_is_superseded(loaded: Loaded, copied: Path) -> None:
    before = queries.revision()
    alter(copied, "standings", "CHE", until_on="2002-09-11")
    add(copied, "standings", "CHE", kind="member", since_on="2002-09-12", until_on="")
    rows = [line for line in (copied / "standings.csv").read_text().splitlines() if "2002-09-10" not in line]
    (copied / "standings.csv").write_text("\n".join(rows) + "\n")
    again = load_facts(by=BY, on=DAY, folder=copied)
    assert {name: count for name, count in again.written.items() if count} == {"standings": 2}
    assert Standing.objects.filter(participant__code="CHE", superseded_at=None).count() == 2
    assert Standing.objects.filter(participant__code="CHE").count() == 4
    assert queries.universe(date(2002, 9, 11))["CHE"] is Kind.STATE
    assert queries.revision() != before


def test_what_a_table_no_longer_states_is_superseded(loaded: Loaded, copied: Path) -> None:
    place = copied / "aliases.csv"
    rows = [line for line in place.read_text(encoding="utf-8").splitlines() if not line.startswith("GBR")]
    place.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert load_facts(by=BY, on=DAY, folder=copied).written["aliases"] == 2
    assert queries.resolve("United Kingdom") is None


def test_uuids_come_from_the_codes(loaded: Loaded) -> None:
    assert queries.participant("AFG").uuid == identity("participant", "AFG")
    assert queries.entity("UNODC").uuid == identity("entity", "UNODC")
    assert queries.region("202").uuid == identity("region", "202")
    assert queries.theme("TIP").uuid == identity("theme", "TIP")


def test_a_correction_supersedes_the_name_and_keeps_it(loaded: Loaded, corrected: Path) -> None:
    again = load_facts(by=BY, on=DAY, folder=corrected)
    names = ParticipantName.objects.filter(participant__code="VAT", language="zh")
    assert again.written["participant names"] == 1
    assert [(name.name, name.superseded_at is None) for name in names.order_by("pk")] == [
        ("罗马教廷", False),
        ("教廷", True),
    ]
    assert queries.name_of(queries.participant("VAT"), "zh", DAY).name == "教廷"
    assert queries.resolve("罗马教廷") is None


def test_faulty_tables_are_refused_whole(database: None, corrected: Path) -> None:
    place = corrected / "participants.csv"
    place.write_text(
        place.read_text(encoding="utf-8").replace("AFG,member,004", "AFG,friend,4"), encoding="utf-8"
    )
    with pytest.raises(Refusal, match=r"3 faults; the first is in participants\.csv:2: friend") as refusal:
        load_facts(by=BY, on=DAY, folder=corrected)
    assert refusal.value.code == "world.facts_faulty"
    assert not Region.objects.exists()


def test_loading_leaves_one_entry_in_the_trail(database: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM trail_head")
        before = cursor.fetchone()[0]
        load_facts(by=BY, on=DAY)
        load_facts(by=BY, on=DAY)
        cursor.execute("SELECT set_config('dispositif.roles', 'auditor', true)")
    entries = Entry.objects.filter(seq__gt=before)
    assert [(entry.what, entry.actor_label) for entry in entries] == [
        ("world.facts_loaded", "Local administrator")
    ]


@pytest.mark.parametrize("language", BY_CODE)
def test_the_database_orders_as_the_collation_does(loaded: Loaded, language: str) -> None:
    names = [row.name for row in queries.participants(language, DAY)]
    assert len(names) == 198
    assert names == sorted(names, key=sort_key)


def test_french_names_with_an_accent_stand_with_their_letter(loaded: Loaded) -> None:
    names = [row.name for row in queries.participants("fr", DAY)]
    place = names.index("Égypte")
    assert names[place - 1 : place + 4] == [
        "Dominique",
        "Égypte",
        "El Salvador",
        "Émirats arabes unis",
        "Équateur",
    ]


def test_names_in_each_language_and_the_fallback(loaded: Loaded) -> None:
    unodc = queries.entity("UNODC")
    assert queries.name_of(unodc, "fr", DAY).name == "Office des Nations Unies contre la drogue et le crime"
    assert queries.name_of(unodc, "zh", DAY).language == "en"
    assert queries.name_of(queries.participant("004"), "ar", DAY).name == "أفغانستان"
    assert queries.name_of(queries.region("029"), "fr", DAY).name == "Caraïbes"


def test_participants_lie_in_regions_up_to_the_world(loaded: Loaded) -> None:
    for participant in Participant.objects.exclude(kind="reio").select_related("region"):
        place = participant.region
        while place is not None and place.parent:
            place = place.parent
        assert place is not None
        assert place.m49 == "001"


def test_an_unknown_code_is_refused(loaded: Loaded) -> None:
    with pytest.raises(Refusal, match="no participant for XYZ"):
        queries.participant("XYZ")


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("AFG", {"kind": "friend"}),
        ("AFG", {"iso2": "AL"}),
        ("AFG", {"m49": "4"}),
        ("AFG", {"member_since": None}),
        ("AFG", {"region": None}),
        ("AFG", {"iso3": "AFX"}),
        ("EU", {"member_since": 1993}),
        ("EU", {"iso2": "EU"}),
        ("AFG", {"latitude": 91.0}),
        ("AFG", {"valid_from": date(2020, 1, 2), "valid_to": date(2020, 1, 1)}),
    ],
)
def test_the_database_refuses_what_must_never_be(
    loaded: Loaded, code: str, values: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(code=code).update(**values)


def test_one_name_a_day_and_language(loaded: Loaded) -> None:
    name = queries.name_of(queries.participant("TUR"), "en", date(2006, 12, 20))
    fields = {field.name: getattr(name, field.name) for field in name._meta.fields if field.name != "id"}
    assert (name.name, name.valid_to) == ("Turkey", date(2022, 5, 31))
    with pytest.raises(IntegrityError, match="participant_one_name_a_day"), transaction.atomic():
        ParticipantName.objects.create(**fields | {"valid_to": date(1990, 1, 1)})


@pytest.mark.parametrize(
    ("model", "values", "rule"),
    [
        (Standing, {"kind": "friend"}, "standing_kind_known"),
        (Standing, {"valid_from": None, "valid_to": None}, "standing_one_a_day"),
        (Succession, {"kind": "inherits"}, "succession_kind_known"),
        (Succession, {"valid_from": None}, "succession_has_a_day"),
        (Succession, {"predecessor": F("successor")}, "succession_between_two_participants"),
        (Alias, {"folded": "the same"}, "alias_of_one_participant"),
        (Membership, {"grouping": 1, "participant": 1}, "membership_one_a_day"),
        (Grouping, {"kind": "club"}, "grouping_kind_known"),
    ],
)
def test_the_database_refuses_faulty_statements(
    loaded: Loaded, model: type[Model], values: dict[str, object], rule: str
) -> None:
    if rule == "membership_one_a_day":
        one = Membership.objects.earliest("pk")
        values = {"grouping": one.grouping_id, "participant": one.participant_id, "valid_from": None}
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        model._default_manager.all().update(**values)


def test_a_reader_reads_and_does_not_write(loaded: Loaded) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dispositif.roles', 'reader', true)")
    assert Participant.objects.count() == 204
    assert Participant.objects.filter(code="AFG").update(member_since=F("member_since")) == 0


def test_themes_in_the_order_of_the_language(loaded: Loaded) -> None:
    french = [row.name for row in queries.themes("fr", DAY)]
    assert len(french) == 16
    assert french == sorted(french, key=sort_key)
    assert french[-1] == "Traite des personnes"
    assert [row.name for row in queries.themes("zh", DAY)][:2] == ["Corruption", "Crime prevention"]
    assert queries.name_of(queries.theme("ML"), "fr", DAY).name == "Blanchiment d’argent"


def test_what_the_resolution_names_apart_stands_apart(loaded: Loaded) -> None:
    """A/RES/61/181, paragraph 3: trafficking with its victims, corruption, organized crime, money, terror."""
    named = ["TIP", "VICTIMS", "CORRUPTION", "TOC", "ML", "TERRORISM"]
    assert len({queries.theme(code).pk for code in named}) == len(named)
    with pytest.raises(Refusal, match="no theme for PIRACY"):
        queries.theme("PIRACY")


@pytest.mark.parametrize("values", [{"code": "tip"}, {"parent": F("id")}])
def test_the_database_refuses_faulty_themes(loaded: Loaded, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.filter(code="TIP").update(**values)


def test_owners_carry_out_and_organs_do_not(loaded: Loaded) -> None:
    owners = [row.entity.code for row in queries.owners("en", DAY)]
    assert {"SG", "SECRETARIAT", "UNODC", "UNODC_TPB", "UNODC_IES", "UNDP", "UNOCT", "CTED"} <= set(owners)
    assert {"GA", "ECOSOC", "CCPCJ", "UN", "ICJ"}.isdisjoint(owners)
    names = [row.name for row in queries.owners("fr", DAY)]
    assert names == sorted(names, key=sort_key)


def test_units_stand_in_their_office(loaded: Loaded) -> None:
    branch = queries.entity("UNODC_TPB")
    assert branch.kind == "unit"
    assert branch.parent == queries.entity("UNODC_DTA")
    assert branch.parent.parent == queries.entity("UNODC")
    assert queries.name_of(branch, "fr", DAY).verified
    assert not queries.name_of(queries.entity("UNODC_DTA"), "fr", DAY).verified


def test_addressees_become_the_entities_that_are_held(loaded: Loaded) -> None:
    found = queries.addressed(["UNODC", "STATES_ALL", "SG", "UNODC", "UN_SYSTEM"])
    assert [one.code for one in found] == ["UNODC", "SG"]
    held = {one.code for one in queries.addressed(ADDRESSEES)}
    assert {"SG", "SECRETARIAT", "UNODC", "OHCHR", "GA", "ECOSOC", "CCPCJ", "CND", "CTED"} <= held
