"""The description is what the API answers: tried by schemathesis, as a visitor and with every scope."""

import io
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.hooks import unregister

from dispositif.api.v1 import api
from dispositif.people import actions as people
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import acting_as
from tests.api.asking import PROBLEM, V1, secret_of
from tests.api.holding import Held, asked_for, hold
from tests.world import DAY, person

pytestmark = pytest.mark.database
KEPT = Path(__file__).resolve().parents[2] / "docs/reference/openapi.json"
EXAMPLES = 6
REFUSED = ("400", "412")
"""A refusal says what no description can: that a text is held already, or a value fits no field."""
STAGES = {
    "documents": ("documents", "provisions", "imports"),
    "mandates": ("mandates",),
    "clauses": ("clauses", "due", "figures"),
    "ground": ("world", "people", "trail"),
    "adherence": ("adherence",),
    "registers": ("instruments",),
    "conferences": ("sessions", "mechanisms"),
    "strategies": ("strategies",),
}
"""Tried apart, so that each test stays short; by the tags of the description."""
FOR_SOME = {
    "/trail",
    "/trail/access",
    "/imports/{uuid}",
    "/messages",
    "/mandates/sheets/{uuid}",
    "/mandates/sheets/{uuid}/remarks",
}
"""What visitors may not read; every other operation did what it was asked for at least once."""


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_said: object) -> None: ...


def _drained(application: Callable[..., Any]) -> Callable[..., Any]:
    """The application, given each body whole: an answer before its end would break the connection."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(size))
        return application(environ, start)

    return answer


def _serve(server: WSGIServer) -> None:
    server.serve_forever(poll_interval=0.05)
    connections.close_all()


class Served(NamedTuple):
    """Where the API answers, what it holds, and the token of somebody who may do nearly everything."""

    address: str
    held: Held
    token: dict[str, str]


@pytest.fixture
def served(fresh: None, caplog: pytest.LogCaptureFixture) -> Iterator[Served]:
    """A server on the loopback, on a database that commits, with a text and the facts of the world."""
    caplog.set_level(logging.ERROR, "django.request")
    with acting_as(AS_ADMINISTRATOR):
        one = person("Officer", Role.SECRETARIAT)
        people.appoint(person=one, role=Role.AUDITOR, by=local_administrator(), on=DAY)
        held, token = hold(one), {"Authorization": f"Bearer {secret_of(one)}"}
    server = make_server("127.0.0.1", 0, _drained(get_wsgi_application()), handler_class=Quiet)
    thread = Thread(target=_serve, args=[server])
    thread.start()
    fill = asked_for(held)
    fill.__name__ = "before_call"
    schemathesis.hook(fill)
    yield Served(f"http://127.0.0.1:{server.server_port}{V1}", held, token)
    unregister(fill)
    server.shutdown()
    thread.join()
    server.server_close()


def _failures(recorder: ScenarioRecorder) -> list[str]:
    nodes = [node for checks in recorder.checks.values() for node in checks if node.failure_info]
    return [f"{one.name}: {one.failure_info.failure}\n{one.failure_info.code_sample}" for one in nodes]  # type: ignore[union-attr]


@pytest.mark.parametrize("who", ["visitor", "every scope"])
@pytest.mark.parametrize("stage", STAGES)
def test_schemathesis_finds_nothing(served: Served, stage: str, who: str) -> None:
    whole = schemathesis.openapi.from_url(f"{served.address}/openapi.json")
    schema = whole.include(tag=list(STAGES[stage]))
    schema.config.update(headers=served.token if who == "every scope" else {}, workers=1)
    schema.config.generation.update(max_examples=EXAMPLES, deterministic=True, database="none")
    schema.config.checks.positive_data_acceptance.expected_statuses.extend(REFUSED)
    found: list[str] = []
    tried, answered = Counter[str](), set[str]()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            tried[event.phase.name] += len(event.recorder.cases)
            found += _failures(event.recorder)
            answered |= _answered(event.recorder)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            found.append(str(event))
    assert found == []
    assert tried["COVERAGE"] > 100, "values at their bounds, wrong types, methods that there are not"
    assert tried["FUZZING"] > 10
    wanted = _labels(STAGES[stage])
    if who == "visitor":
        reading = {one for one in wanted if one.startswith("GET")}
        wanted = reading - {f"GET {V1}{path}" for path in FOR_SOME}
    assert wanted - answered == set()


def _answered(recorder: ScenarioRecorder) -> set[str]:
    """The operations that were asked for something and did it."""
    done = [
        key for key, one in recorder.interactions.items() if one.response and one.response.status_code < 300
    ]
    return {recorder.cases[key].value.operation.label for key in done}


def _labels(tags: tuple[str, ...]) -> set[str]:
    """`GET /api/v1/documents` of every operation with one of the tags."""
    paths = api.get_openapi_schema()["paths"].items()
    every = [(f"{method.upper()} {path}", one) for path, methods in paths for method, one in methods.items()]
    return {label for label, one in every if set(one["tags"]) & set(tags)}


def test_every_operation_belongs_to_a_stage() -> None:
    tags = tuple(tag for stage in STAGES.values() for tag in stage)
    paths = api.get_openapi_schema()["paths"].values()
    assert len(_labels(tags)) == sum(len(methods) for methods in paths)


def test_the_description_is_kept_beside_the_documentation(database: None) -> None:
    served = Client().get(f"{V1}/openapi.json").json()
    assert json.loads(KEPT.read_text(encoding="utf-8")) == served


def test_every_operation_declares_its_problems_and_its_names(database: None) -> None:
    described = Client().get(f"{V1}/openapi.json").json()
    shapes = described["components"]["responses"]
    assert {tuple(one["content"]) for one in shapes.values()} == {(PROBLEM,)}
    names = []
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            names.append(one["operationId"])
            problems = {code for code in one["responses"] if int(code) >= 400}
            assert {"400", "401", "403"} <= problems, path
            assert ("404" in problems) is ("{" in path or method != "get"), path
            assert all(one["responses"][code]["$ref"].endswith(f"Problem{code}") for code in problems)
            if method == "get":
                assert set(one["responses"]["200"]["headers"]) == {"ETag", "Link"}
                assert "304" in one["responses"]
            if "If-Match" in {given["name"] for given in one["parameters"]}:
                assert "`seen`" in one["description"]
                assert "412" in problems
    assert len(names) == len(set(names))


def test_two_shapes_of_one_name_are_a_fault_of_the_program() -> None:
    described = api.get_openapi_schema()
    with pytest.raises(ValueError, match="two shapes are called Me"):
        described.add_schema_definitions({"Me": {"type": "object", "properties": {}}})
