"""Plans: what their lists cite, what of it is held, and what they do not cite any more."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.db import DatabaseError, connections, transaction
from psycopg import Connection

from dispositif.documents.models import Document
from dispositif.kernel.figure import Scope, State
from dispositif.kernel.refusal import Refusal
from dispositif.mandates import plan_figures
from dispositif.mandates.actions import import_plan
from dispositif.mandates.models import Cited, Plan, Reference
from dispositif.mandates.plans.preview import Change
from dispositif.mandates.queries import plan as queries
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
from dispositif.secrecy.acting import acting_as
from dispositif.trail.queries import history
from tests.cli.running import until
from tests.mandates.lists import ASSEMBLY, COUNCIL, ON, READER, ROWS, csv_of, looked, planned
from tests.world import SHORT, imported

pytestmark = pytest.mark.database
UNODC = "data/resolutions/ppb-mandates/unodc_mandates_ppb2026.csv"
SEED = "data/seed/A-RES-61-181.fr.txt"


def listed(year: int = 2026) -> list[Reference]:
    return list(queries.references(Plan.objects.get(year=year), queries.Asked()))


def test_the_plan_of_2026_is_imported_whole(database: None, shared: Path) -> None:
    content = (shared / UNODC).read_bytes()
    found = looked(content)
    assert (found.counts[Change.NEW], found.findings, found.refused) == (446, (), 0)
    plan = import_plan(found=found, seen=0, by=local_administrator(), on=ON)
    assert [one.listed for one in queries.plans()] == [446]  # type: ignore[attr-defined]
    rows = queries.references(plan, queries.Asked())
    numbers = {
        (one.body.split(" resolution")[0].split(" decision")[0], number.strip())
        for one in rows
        for number in one.printed.split(";")
        if number.strip()
    }
    # 405 decisions of organs, each counted once: 125 of the Assembly, 91 and 16 of the Councils have a symbol
    assert (len(numbers), queries.symbols(plan)) == (405, 125 + 91 + 16)
    assert {row.subprogramme: row.references for row in queries.under(plan)}["Entire programme"] == 127
    assert len(queries.under(plan)) == 10
    assert len(queries.bodies(plan)) == 12


def test_which_resolutions_of_2006_the_plan_still_cites(database: None, shared: Path) -> None:
    found = looked((shared / UNODC).read_bytes())
    import_plan(found=found, seen=0, by=local_administrator(), on=ON)
    council = {number: queries.last_cited(f"E/RES/2006/{number}") for number in range(19, 30)}
    assert [number for number, year in council.items() if year == 2026] == [20, 22, 23, 25, 29]
    assert council[21] is None
    document = imported((shared / SEED).read_text(encoding="utf-8")).document
    assert document.symbol == "A/RES/61/181"
    assert queries.still_cited(document) == []  # its heir 78/229 is cited in its place
    assert queries.last_cited("A/RES/78/229") == 2026
    assert queries.standing(document).state == "never"
    assert list(queries.not_cited(Plan.objects.get())) == [document]


FORMS = (
    "A/RES/S-20/2", "A/RES/S-32/1", "A/RES/34/180", "A/RES/70/131", "A/RES/834 (IX)", "S/RES/1373 (2001)",
    "E/RES/2006/22", "E/RES/1106 (XL)", "E/RES/9 (I)", "E/DEC/2011/259",
)  # fmt: skip


@pytest.mark.parametrize("symbol", FORMS)
def test_symbols_of_every_form_are_made(database: None, shared: Path, symbol: str) -> None:
    entries = [line.entry for line in looked((shared / UNODC).read_bytes()).lines]
    assert symbol in {cited for entry in entries if entry for cited in entry.symbols}


def test_where_a_link_is_printed_it_leads_to_one_of_the_symbols(database: None, shared: Path) -> None:
    """The list prints 209 addresses: an independent statement of what its numbers stand for."""
    entries = [line.entry for line in looked((shared / UNODC).read_bytes()).lines if line.entry]
    linked = [entry for entry in entries if entry.url]
    apart = [
        entry.url
        for entry in linked
        if entry.url.split("/en/")[1].replace(" ", "") not in {one.replace(" ", "") for one in entry.symbols}
    ]
    assert (len(linked), apart) == (209, [])


def test_a_list_imported_again_is_compared_with_what_is_held(database: None) -> None:
    plan = planned(ROWS)
    assert [one.subprogramme for one in listed()] == ["Justice"] * 3 + ["Research"] * 2
    again = looked(csv_of(ROWS))
    assert (again.counts[Change.SAME], again.changes) == (5, False)
    with pytest.raises(Refusal, match="held exactly like this"):
        import_plan(found=again, seen=1, by=local_administrator(), on=ON)
    rows = [("Justice", ASSEMBLY, "1/1", "First", ""), *ROWS[:2], (*ROWS[2][:3], "Convention on eels", ""),
        (*ROWS[3][:3], "Prisons in Africa", "")]  # fmt: skip
    counts = looked(csv_of(rows)).counts
    assert counts == {Change.NEW: 2, Change.CHANGED: 1, Change.GONE: 2, Change.SAME: 2}
    assert planned(rows).pk == plan.pk
    assert [one.printed for one in listed()] == ["1/1", "99/77", "60/175; 61/181", "", "2006/22"]
    assert [one.title for one in listed()][-1] == "Prisons in Africa"
    assert Reference.objects.filter(superseded_at__isnull=False).count() == 3
    told = [entry.content.content for entry in history(plan)]
    assert told[0]["counts"] == {"new": 2, "changed": 1, "gone": 2, "same": 2}


def test_another_source_alone_is_a_change(database: None) -> None:
    planned(ROWS)
    assert planned(ROWS, source="A/80/6 (Sect. 16)/Corr.1").source == "A/80/6 (Sect. 16)/Corr.1"
    assert (Reference.objects.count(), Plan.objects.get().revision) == (5, 2)


def test_a_second_author_is_told(database: None) -> None:
    early = looked(csv_of(ROWS[:2]))
    planned(ROWS)
    for found, seen in ((early, 0), (looked(csv_of(ROWS[:2])), 0), (early, 1)):
        with pytest.raises(Refusal, match="Somebody imported the plan for 2026 meanwhile"):
            import_plan(found=found, seen=seen, by=local_administrator(), on=ON)
    assert len(listed()) == 5


def test_what_was_known_stays(database: None) -> None:
    planned(ROWS)
    one = Reference.objects.order_by("pk")[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        Reference.objects.filter(pk=one.pk).update(title="otherwise")
    with pytest.raises(DatabaseError), transaction.atomic():
        one.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Cited.objects.all().delete()
    planned(ROWS[1:])
    with pytest.raises(DatabaseError), transaction.atomic():
        Reference.objects.filter(pk=one.pk).update(superseded_at=None)


def test_not_cited_since(database: None) -> None:
    document = imported().document
    assert queries.standing(document).state == "no_plan"
    planned(ROWS[1:], 2024)
    assert queries.standing(document).state == "never"
    planned(ROWS, 2025)
    cited = queries.standing(document)
    assert (cited.state, cited.latest, [one.subprogramme for one in cited.under]) == (
        "cited",
        2025,
        ["Justice"],
    )
    planned(ROWS[1:])
    since = queries.standing(document)
    assert (since.state, since.latest, since.last, since.years) == (
        "not_since",
        2026,
        2025,
        (2024, 2025, 2026),
    )
    assert [one.symbol for one in queries.not_cited(Plan.objects.get(year=2026))] == [document.symbol]
    assert not queries.not_cited(Plan.objects.get(year=2025))
    assert [list(queries.cited(Plan.objects.get(year=year))) for year in (2025, 2026)] == [[document], []]


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ({"held": "held"}, ["99/77"]),
        ({"held": "not_held"}, ["60/175; 61/181", "2006/22"]),
        ({"held": "no_symbol"}, ["", "44/14"]),
        ({"subprogramme": "Research"}, ["2006/22", "44/14"]),
        ({"body": COUNCIL}, ["2006/22"]),
        ({"words": "turtles"}, [""]),
        ({"words": "RES/61"}, ["60/175; 61/181"]),
        ({"words": "44/1"}, ["44/14"]),
        ({"words": "nothing of the kind"}, []),
    ],
)
def test_references_are_found(database: None, asked: dict[str, str], printed: list[str]) -> None:
    imported()
    plan = planned(ROWS)
    assert [one.printed for one in queries.references(plan, queries.Asked(**asked))] == printed
    assert [(row.subprogramme, row.references, row.held) for row in queries.under(plan)] == [
        ("Justice", 3, 1), ("Research", 2, 0)]  # fmt: skip


def test_a_text_that_is_not_seen_counts_nowhere(database: None) -> None:
    document = imported().document
    other = imported(SHORT.replace("99/77", "99/78")).document
    plan = planned(ROWS)
    Document.objects.update(sensitivity="confidential")
    with acting_as(READER):
        assert [row.held for row in queries.under(plan)] == [0, 0]
        assert not queries.not_cited(plan)
        figure = plan_figures.documents_cited(
            name="plans.documents_cited", scope=Scope(), at=ON, known_at=LATE
        )
        assert figure.state is State.NONE
    assert list(queries.not_cited(plan)) == [other]
    assert queries.standing(document).state == "cited"


LATE = datetime(2100, 1, 1, tzinfo=UTC)


def test_figures_are_those_of_the_day_and_of_what_was_known(database: None) -> None:
    document = imported().document
    imported(SHORT.replace("99/77", "99/78"))
    about = {"name": "plans.references", "scope": Scope()}
    none = plan_figures.references(**about, at=ON, known_at=LATE)  # type: ignore[arg-type]
    assert (none.state, none.value) == (State.NONE, None)
    cited = plan_figures.documents_cited(name="plans.documents_cited", scope=Scope(), at=ON, known_at=LATE)
    assert (cited.state, cited.reason) == (State.NONE, plan_figures.NO_PLAN)
    planned(ROWS[1:], 2025)
    planned(ROWS)
    before = Reference.objects.order_by("-recorded_at")[0].recorded_at
    planned(ROWS[:2])

    def value(at: date, known_at: datetime = LATE) -> int | None:
        figure = plan_figures.references(**about, at=at, known_at=known_at)  # type: ignore[arg-type]
        assert figure == plan_figures.references(**about, at=at, known_at=known_at)  # type: ignore[arg-type]
        return figure.value  # type: ignore[return-value]

    assert [value(date(year, 7, 1)) for year in (2024, 2025, 2026, 2031)] == [None, 4, 2, 2]
    assert value(ON, before) == 5
    assert value(ON, before - timedelta(days=1)) is None
    cited = plan_figures.documents_cited(name="plans.documents_cited", scope=Scope(), at=ON, known_at=LATE)
    assert (cited.value, cited.facts["all"], [one.uuid for one in cited.evidence]) == (1, 2, [document.uuid])
    last = plan_figures.documents_cited(
        name="plans.documents_cited", scope=Scope(), at=date(2025, 1, 1), known_at=LATE
    )
    assert (last.value, last.facts["all"]) == (0, 2)
    assert plan_figures.changed() is not None


def test_the_figures_of_plans_are_registered_under_their_names() -> None:
    from dispositif.look import figures

    known = figures._registered.copy()
    try:
        for name in ("plans.references", "plans.documents_cited"):
            figures._registered.pop(name, None)
        plan_figures.register_all()
        assert {"plans.references", "plans.documents_cited"} <= figures._registered.keys()
    finally:
        figures._registered.clear()
        figures._registered.update(known)


def test_of_two_who_import_a_plan_at_once_the_second_is_told(superuser: Connection) -> None:
    said: list[str] = []

    def second() -> None:
        try:
            with acting_as(AS_ADMINISTRATOR):
                planned(ROWS)
        except Refusal as refusal:
            said.append(refusal.code)
        finally:
            connections.close_all()

    thread = Thread(target=second)
    with superuser.transaction():
        superuser.execute(
            "INSERT INTO mandates_plan (uuid, year, source, imported_on, imported_by, revision)"
            " VALUES (gen_random_uuid(), 2026, 'x', '2026-03-01', 'first', 1)"
        )
        thread.start()
        waiting = "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted"
        assert until(lambda: superuser.execute(waiting).fetchone() == (True,))
    thread.join(10)
    assert said == ["mandates.stale"]
