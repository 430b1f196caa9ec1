"""A server that holds something of everything, and requests that ask for what it holds."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import count, cycle
from typing import Any, NamedTuple
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from schemathesis import Case, HookContext

from dispositif.documents.actions import hand_in
from dispositif.documents.models import Provision
from dispositif.kernel.symbol import Symbol
from dispositif.look.figures import definitions
from dispositif.mandates import actions
from dispositif.mandates.models import Mandate, Report
from dispositif.mandates.queries.register import Asked, register
from dispositif.mandates.rules import Relation
from dispositif.mandates.sheets.writing import written
from dispositif.people.models import Person
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
from dispositif.people.rules import SCOPES
from dispositif.secrecy.acting import acting_as
from dispositif.world.queries import theme
from tests.api import holding_treaties as treaties
from tests.api.asking import secret_of
from tests.mandates.lists import ROWS, csv_of, looked
from tests.mandates.registered import TEXT, registered
from tests.mandates.spreadsheets import as_csv, changed, taken
from tests.world import DAY, SHORT, imported

PAST = TEXT.replace("98", "58").replace("99/88", "60/88")
"""The small register in a session that is over: what follows from it may be dated in the past."""
REPORT = SHORT.replace("99/77. ", "")
EARLIER = SHORT.replace("99/77", "57/77")
UUID_OF = (
    *treaties.UUID_OF,
    ("/imports/{uuid}/drop", "dropped"),
    ("/imports/", "intakes"),
    ("/clauses/lineage/joins/{uuid}", "joins"),
    ("/clauses/lineage/{uuid}", "provisions"),
    ("/clauses/priorities/{uuid}", "priorities"),
    ("/mandates/sheets/{uuid}/drop", "drop"),
    ("/mandates/sheets/{uuid}", "sheets"),
    ("/mandates/{uuid}/reports", "asking"),
    ("/mandates/{uuid}", "mandates"),
    ("/people/tokens/{uuid}", "tokens"),
    ("/provisions/{uuid}", "provisions"),
)
"""Where an address asks for a uuid → what it is one of; the first that fits."""

CODE_OF = (("/instruments/{code}", "UNTOC"), ("/states/{code}", "FRA"))
"""Where an address asks for a code → one that is there; elsewhere it is taken from what a list answered."""


class Held(NamedTuple):
    """Name → what is there to be asked for, round and round; `sheet`: the register as a file."""

    turns: dict[str, Iterator[Any]]
    sheet: bytes

    def next(self, name: str) -> Any:
        """One more of them."""
        return next(self.turns[name])


def hold(officer: Person) -> Held:
    """Bring in something of everything, as the administrator; tokens are the officer's."""
    by = local_administrator()
    beside = treaties.held_treaties()
    short, earlier, past = imported().document, imported(EARLIER).document, imported(PAST).document
    mandates = registered(past, DAY)
    sheet = written(register(Asked(), on=DAY), "csv", "en")
    imported(REPORT, symbol="A/61/55")
    named = actions.name_report(symbol=Symbol.parse("A/61/55"), request=mandates["5"], by=by, on=DAY)
    actions.import_plan(found=looked(csv_of(ROWS)), seen=0, by=by, on=DAY)
    said, old = _paragraphs(past), _paragraphs(earlier)
    kept = beside | {
        "provisions": [str(one.uuid) for one in short.provisions.order_by("pk")],
        "acts": [str(one.uuid) for one in short.provisions.filter(act=1, part="operative").order_by("-path")],
        "aside": [str(one.uuid) for one in earlier.provisions.filter(act=1, part="operative")],
        "mandates": [str(mandates["2"].uuid)],
        "asking": [str(mandates["5"].uuid)],
        "report": [str(named.uuid)],
        "priorities": _priorities(said[:2], by),
        "said": [str(one.uuid) for one in said[2:]],
        "joins": _joins(old[0], said[:2], by),
        "old": [str(old[1].uuid)],
        "sheets": [_handed_in(sheet, by, themes="TIP")],
        "intakes": [_intake(officer, number) for number in (81, 82)],
        "dropped": [_intake(officer, 83)],
        "drop": [_handed_in(sheet, by, due_on="2040-01-01")],
        "tokens": _tokens(officer),
        "name": [one.name for one in definitions()],
        "status": ["in_progress", "no_indication"],
        "write": ["false", "true"],
    }
    return Held({name: cycle(rows) for name, rows in kept.items()} | {"year": count(1990)}, sheet)


def _paragraphs(document: Any) -> list[Provision]:
    return list(document.provisions.filter(act=0, part="operative").order_by("place"))


def _priorities(said: list[Provision], by: Person) -> list[str]:
    made = [actions.set_priority(theme=theme("TIP"), provision=one, note="", by=by, on=DAY) for one in said]
    return [str(one.uuid) for one in made]


def _joins(old: Provision, said: list[Provision], by: Person) -> list[str]:
    how = Relation.FOLLOWS
    made = [actions.join(earlier=old, later=one, relation=how, note="", by=by, on=DAY) for one in said]
    return [str(one.uuid) for one in made]


def _handed_in(sheet: bytes, by: Person, **cells: str) -> str:
    """The register with other cells of the mandate that no other request changes."""
    rows = list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"), newline="")))
    return str(taken(as_csv(changed(rows, "4", **cells)), by).uuid)


def _intake(officer: Person, number: int) -> str:
    """A text handed in that the library does not hold yet."""
    text = SimpleUploadedFile("text.txt", SHORT.replace("99/77.", f"99/{number}.").encode())
    return str(hand_in(sent=[text], by=officer, on=DAY).uuid)


def _tokens(officer: Person) -> list[str]:
    for _ in range(2):
        secret_of(officer, *SCOPES)
    return [str(one.uuid) for one in officer.tokens.order_by("pk")]


def asked_for(held: Held) -> Callable[[HookContext, Case[Any], dict[str, Any]], None]:
    """What a request that fits the description asks for is there, and changed as it was seen last."""

    def fill(_context: HookContext, case: Case[Any], _how: dict[str, Any]) -> None:
        _fill_address(held, case)
        if case.meta is None or case.meta.generation.mode.is_positive:
            _fill_body(held, case)

    return fill


def _fill_address(held: Held, case: Case[Any]) -> None:
    """What is no uuid, no slug and no year stays wrong."""
    given, path = case.path_parameters or {}, case.operation.path
    pool = next((name for part, name in UUID_OF if part in path), "")
    for name, source in (("uuid", pool), ("report", "report"), ("name", "name")):
        with suppress(ValueError):
            if name in given and source and (name == "name" or UUID(str(given[name]))):
                given[name] = held.next(source)
    if case.meta is None or case.meta.generation.mode.is_positive:
        code = next((known for part, known in CODE_OF if part in path), given.get("code"))
        there = {"slug": "A-RES-60-88", "year": 2026, "code": code} | treaties.in_path(path)
        given |= {name: known for name, known in there.items() if name in given}


def _fill_body(held: Held, case: Case[Any]) -> None:
    body, operation = case.body, f"{case.operation.method.upper()} {case.operation.path}"
    if not isinstance(body, dict):
        return
    known = _known(held)
    for name in [*body]:
        if name in known and body[name] is not None:
            body[name] = known[name]()
    said = {name: known() for name, known in _of_operation(held).get(operation, {}).items()}
    if "seen" in body:
        body["seen"] = _revision(case.path_parameters or {}, said)
        if case.headers and case.headers.get("If-Match"):
            case.headers["If-Match"] = f'"{body["seen"]}"'
    body |= said


def _known(held: Held) -> dict[str, Callable[[], Any]]:
    """Field of a body → something that is there."""
    return {
        "owner": lambda: "UNODC",
        "supporting": lambda: ["SG"],
        "theme": lambda: "TIP",
        "themes": lambda: ["TIP"],
        "since": lambda: None,
        "due_on": lambda: "2047-01-01",
        "issued_on": lambda: "2026-02-01",
        "document": lambda: "A-RES-60-88",
        "earlier": lambda: held.next("old"),
        "later": lambda: held.next("said"),
        "mine": lambda: True,
        "released": lambda: False,
    }


def _of_operation(held: Held) -> dict[str, dict[str, Callable[[], Any]]]:
    """Operation → what its body says in any case."""
    v1 = "/api/v1"
    return {
        f"POST {v1}/mandates": {"acts": lambda: [{"provision": held.next("acts"), "kind": "mandate"}]},
        f"POST {v1}/mandates/set-aside": {"provision": lambda: held.next("aside")},
        f"POST {v1}/mandates/{{uuid}}/status": {"status": lambda: held.next("status")},
        f"POST {v1}/mandates/{{uuid}}/reports": {"symbol": lambda: f"A/62/{held.next('year')}"},
        f"POST {v1}/mandates/sheets": {"file": held.sheet.decode},
        f"POST {v1}/clauses/priorities": {"provision": lambda: held.next("said")},
        f"POST {v1}/clauses/plans": {
            "file": csv_of(ROWS).decode, "year": lambda: held.next("year"), "source": lambda: "A/80/6",
            "seen": lambda: 0,
            "write": lambda: held.next("write"),
        },
        f"POST {v1}/imports/{{uuid}}/write": {"symbols": dict},
        f"POST {v1}/documents/{{slug}}/class": dict.fromkeys(
            ("sensitivity", "before"), lambda: "unclassified"
        ),
        f"POST {v1}/messages/read": {"message": lambda: None},
        **treaties.said_of_treaties(held.turns),
    }  # fmt: skip


def _revision(given: dict[str, Any], said: dict[str, Any]) -> int:
    """How often what the address names was changed, or 0; the thread that asks leaves no connection."""
    uuid = str(given.get("report") or given.get("uuid") or UUID(int=0))
    with closing(connection), acting_as(AS_ADMINISTRATOR):
        if (found := treaties.revision(given, said)) is not None:
            return found
        rows = [
            kind.objects.filter(uuid=uuid).values_list("revision", flat=True) for kind in (Mandate, Report)
        ]
        return int(next((row for found in rows for row in found), 0))
