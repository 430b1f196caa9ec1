"""Sessions, mechanisms, strategies and names that nobody recognised: held, and what requests say of them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models.functions import Now

from dispositif.instruments.actions.issue import plan_document
from dispositif.instruments.models import Action, Instrument, Session, Strategy, Unresolved
from dispositif.kernel.language import BY_CODE
from tests.instruments.conferences import author, recorded, sent
from tests.instruments.held import held
from tests.instruments.registered import csv_of
from tests.instruments.strategy_world import NATIONAL, regional, said
from tests.instruments.strategy_world import csv_of as strategies_csv
from tests.instruments.strategy_world import recorded as strategy

UUID_OF = (
    ("/instruments/sessions/", "papers"),
    ("/instruments/mechanisms/questionnaires/", "questionnaires"),
    ("/instruments/unresolved/{uuid}/set-aside", "left_out"),
    ("/instruments/unresolved/", "unresolved"),
    ("/instruments/actions/", "struck"),
    ("/strategies/{uuid}/states", "regional"),
    ("/strategies/{uuid}/withdrawal", "withdrawn"),
    ("/strategies/{uuid}", "national"),
)
"""As `tests.api.holding.UUID_OF`: where an address asks for a uuid → what it is one of."""
SILENT = "BEIJING-CONVENTION-2010"
"""No register of it is held: what is written there hides nothing that others ask for."""
LATE = ("KEN", "PER", "FRA", "SOM", "UGA", "TZA", "BRA", "ITA", "JPN", "MEX")
SEEN_ON = "2021-05-03"
Says = dict[str, Callable[[], Any]]


def held_treaties() -> dict[str, list[Any]]:
    """The treaties with everything around them → name → what is there to be asked for."""
    held()
    conference, kenya = recorded(), regional(*LATE[:2])
    papers = [_paper(conference, f"CTOC/COP/2006/{number}") for number in range(5, 8)]
    return {
        "papers": papers,
        "questionnaires": [str(sent(*LATE, title=title).uuid) for title in ("First", "Second")],
        "unresolved": _unresolved("Freedonia", 12),
        "left_out": _unresolved("Ruritania", 6),
        "struck": [str(one.uuid) for one in Action.objects.filter(instrument__code="UNCAC")[:40]],
        "regional": [str(strategy(kenya).uuid)],
        "national": [str(strategy(said(title="Plan to amend")).uuid)],
        "withdrawn": [str(strategy(said(title="Plan to withdraw")).uuid)],
        "number": list(range(1, 1000)),
        "participant": list(LATE),
        "covered": list(LATE),
        "uncovered": list(LATE),
    }


def _paper(session: Session, symbol: str) -> str:
    due_on, every = date(2006, 8, 28), list(BY_CODE)
    made = plan_document(
        session=session,
        symbol=symbol,
        title=symbol,
        due_on=due_on,
        languages=every,
        source="List",
        **author(),
    )
    return str(made.uuid)


def _unresolved(printed: str, most: int) -> list[str]:
    silent = Instrument.objects.get(code=SILENT)
    made = Unresolved.objects.bulk_create(
        Unresolved(
            instrument=silent, printed=f"{printed} {number}", kind="signature",
            on=date(2012, 1, number), source="A file", recorded_at=Now(),
        )
        for number in range(1, most + 1)
    )  # fmt: skip
    return [str(one.uuid) for one in made]


def in_path(path: str) -> dict[str, str]:
    """What an address of these names, beside a uuid."""
    if "/instruments/sessions/" in path:
        return {"body": "COP_UNTOC", "slug": "3"}
    return {"code": "UNTOC"} if "/instruments/mechanisms/" in path else {}


def revision(given: dict[str, Any], said: dict[str, Any]) -> int | None:
    """How often the session, the strategy or the register was changed; None where it is none of these."""
    if "slug" in given and "body" in given:
        return Session.objects.get(body__code=given["body"], number=given["slug"]).revision
    if code := said.get("instrument"):
        return Instrument.objects.get(code=code).revision
    uuid = str(given.get("uuid") or UUID(int=0))
    there = Strategy.objects.filter(uuid=uuid), Instrument.objects.filter(actions__uuid=uuid)
    return next((row for found in there for row in found.values_list("revision", flat=True)), None)


def said_of_treaties(turns: dict[str, Iterator[Any]]) -> dict[str, Says]:
    """Operation → what its body says in any case."""
    return _of_registers(turns) | _of_sessions(turns) | _of_mechanisms(turns) | _of_strategies(turns)


def _of_registers(turns: dict[str, Iterator[Any]]) -> dict[str, Says]:
    at, who = "POST /api/v1/instruments", {"participant": lambda: next(turns["participant"])}
    here: Says = {"instrument": lambda: SILENT, **who}
    file = csv_of([(SILENT, "Argentina", "signature", "2011-05-04")])
    return {
        f"{at}/import": {
            "file": file.decode, "source": lambda: "A file", "as_at": lambda: "2020-01-01", "instrument": str,
            "columns": str, "seen": str, "covers": lambda: "additions", "write": lambda: next(turns["write"]),
        },
        f"{at}/unresolved/{{uuid}}/settle": {**who},
        f"{at}/unresolved/{{uuid}}/set-aside": {"reason": lambda: "Nobody"},
        f"{at}/actions": here | {
            "kind": lambda: "accession", "on": lambda: "2019-02-01", "effective_on": lambda: None,
            "source": lambda: "C.N.1",
        },
        f"{at}/actions/{{uuid}}/strike": {"reason": lambda: "A slip"},
        f"{at}/statements": here | {"made_on": lambda: SEEN_ON, "text": lambda: "We declare.",
                                    "source": lambda: "UNTC"},
        f"{at}/procedures": here | {"reported_on": lambda: SEEN_ON, "words": lambda: "The bill is read.",
                                    "source": lambda: "Letter"},
    }  # fmt: skip


def _of_sessions(turns: dict[str, Iterator[Any]]) -> dict[str, Says]:
    at = "/api/v1/instruments/sessions"
    one = f"{at}/{{body}}/{{slug}}"
    sitting: Says = {
        "held": lambda: "held", "since_on": lambda: "2006-10-09", "until_on": lambda: "2006-10-18",
        "source": lambda: "Report",
    }  # fmt: skip
    return {
        f"POST {at}": sitting | {"body": lambda: "CCPCJ", "number": lambda: next(turns["number"])},
        f"PUT {one}": sitting,
        f"POST {one}/attendance": {"who": lambda: [next(turns["participant"])], "source": lambda: "INF/2"},
        f"POST {one}/documents": {"symbol": lambda: f"CTOC/COP/{next(turns['year'])}",
            "title": lambda: "Report", "due_on": lambda: "2006-08-28", "source": lambda: "List"},
        f"POST {one}/documents/{{uuid}}/issued": {"issued_on": lambda: {"fr": "2006-08-29"},
            "source": lambda: "ODS"},
    }  # fmt: skip


def _of_mechanisms(turns: dict[str, Iterator[Any]]) -> dict[str, Says]:
    at = "POST /api/v1/instruments/mechanisms"
    who: Says = {"who": lambda: next(turns["participant"])}
    source: Says = {"source": lambda: "Letter"}
    return {
        f"{at}/{{code}}/focal-points": who | {"office": lambda: f"Office {next(turns['year'])}",
            "reference": lambda: "NV 7", "since_on": lambda: SEEN_ON},
        f"{at}/{{code}}/contributions": who | source | {"amount": lambda: "12.50", "currency": lambda: "USD",
            "in_kind": bool, "made_on": lambda: SEEN_ON},
        f"{at}/{{code}}/questionnaires": source | {"title": lambda: f"Survey {next(turns['year'])}",
            "sent_on": lambda: SEEN_ON, "due_on": lambda: "2021-06-01", "who": lambda: list(LATE[:3])},
        f"{at}/questionnaires/{{uuid}}/answers": who | source | {"received_on": lambda: SEEN_ON},
    }  # fmt: skip


def _of_strategies(turns: dict[str, Iterator[Any]]) -> dict[str, Says]:
    at = "/api/v1/strategies"
    plan: Says = {
        "title": lambda: f"Plan {next(turns['year'])}", "language": lambda: "en", "kind": lambda: "national",
        "themes": lambda: ["corruption"], "state": lambda: "Kenya", "institution": str, "states": list,
        "preparing_on": lambda: None, "adopted_on": lambda: None, "since_on": lambda: "2018-01-01",
        "until_on": lambda: None, "withdrawn_on": lambda: None, "withdrawn_why": str, "measures": list,
        "link": str, "source": lambda: "Gazette",
    }  # fmt: skip
    return {
        f"POST {at}": plan,
        f"PUT {at}/{{uuid}}": plan,
        f"POST {at}/imports": {
            "file": lambda: strategies_csv([NATIONAL | {"title": f"Plan {next(turns['year'])}"}]).decode(),
            "write": lambda: next(turns["write"]),
        },
        f"POST {at}/{{uuid}}/states": {"states": lambda: [{"name": next(turns["covered"])}]},
        f"POST {at}/{{uuid}}/states/end": {"state": lambda: next(turns["uncovered"]),
            "until_on": lambda: None, "why": lambda: "A slip"},
        f"POST {at}/{{uuid}}/withdrawal": {"withdrawn_on": lambda: "2020-01-01", "why": lambda: "Another"},
    }  # fmt: skip
