"""Priorities and their provisions; a clause through the years."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.documents.models import Provision
from dispositif.files.writing import FORMATS, download
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import STATUS, worded
from dispositif.mandates import actions, rules
from dispositif.mandates.forms import identifier
from dispositif.mandates.history import PARTS
from dispositif.mandates.models import Lineage, Priority
from dispositif.mandates.queries import clause as queries
from dispositif.mandates.views.choices import theme_choices
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may, not_allowed
from dispositif.world import queries as world

RIGHT = "mandates.register"
SIDES = {"earlier": phrase("it comes from that clause"), "later": phrase("that clause comes from it")}
LONGEST = 2000
EXPORTED = (
    "theme", "theme_code", "symbol", "part", "paragraph", "sentence", "organ", "adopted_on", "note",
    "entered_by", "entered_on",
)  # fmt: skip


def priorities(request: HttpRequest) -> HttpResponse:
    """Themes with the provisions that make each a priority; on POST one more, or one taken out."""
    if request.method == "POST":
        return _changed(request, _set_or_withdraw, _priorities)
    if request.GET.get("format") in FORMATS:
        rows = _exported(get_language() or "en")
        return download(rows, request.GET["format"], "priorities")
    return _priorities(request)


def _set_or_withdraw(request: HttpRequest, author: dict[str, Any]) -> None:
    sent = request.POST
    if sent.get("how") == "withdraw":
        one = get_object_or_404(Priority, uuid=identifier(sent.get("priority", "")))
        actions.withdraw_priority(priority=one, why=_said(sent, "why"), by=author["by"])
        return
    actions.set_priority(
        theme=world.theme(_said(sent, "theme")), provision=_named(sent), note=_said(sent, "note"), **author
    )


def _priorities(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    language = get_language() or "en"
    rows = _priority_rows(language)
    themes = theme_choices(language, today())
    names = {code: name for code, name, _chosen in themes}
    context = {
        "rows": rows,
        "themes": [(code, name) for code, name, _chosen in themes],
        "names": names,
        "parts": [(code, _(words)) for code, words in PARTS.items()],
        "columns": [
            {"name": "", "label": label} for label in (_("Provision"), _("What was said"), _("Set by"))
        ],
        "latest": max((row["priority"].entered_on for row in rows), default=None),
        "sent": request.POST if refusal else {},
        **_rights(request),
    }
    return _shown(request, "mandates/priorities.html", context, refusal)


def _priority_rows(language: str) -> list[dict[str, Any]]:
    found = list(queries.priorities())
    words = queries.quoted([one.provision for one in found], language)
    names = {row.theme_id: row.name for row in world.themes(language, today())}
    organs = {row.entity_id: row.name for row in world.entities(language, today())}
    return [
        {
            "priority": one,
            "theme": names.get(one.theme_id, one.theme.code),
            "organ": organs.get(one.organ_id, one.organ.code),
            "quoted": words[one.provision_id],
        }
        for one in found
    ]


def _exported(language: str) -> Iterator[tuple[object, ...]]:
    yield EXPORTED
    for row in _priority_rows(language):
        one = row["priority"]
        said = one.provision
        where = (said.document.symbol, said.part, said.path, row["quoted"].text)
        entered = (row["organ"], said.document.adopted_on, one.note, one.entered_by, one.entered_on)
        yield (row["theme"], one.theme.code, *where, *entered)


def lineage(request: HttpRequest, uuid: object) -> HttpResponse:
    """The clause with its ancestors and heirs; on POST joined to another one, or parted from it."""
    one = get_object_or_404(Provision.objects.select_related("document"), uuid=uuid)

    def page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
        return _lineage(request, one, refusal)

    def change(request: HttpRequest, author: dict[str, Any]) -> None:
        _join_or_part(request.POST, one, author)

    return _changed(request, change, page) if request.method == "POST" else page(request)


def _join_or_part(sent: QueryDict, one: Provision, author: dict[str, Any]) -> None:
    if sent.get("how") == "part":
        row = get_object_or_404(Lineage, uuid=identifier(sent.get("lineage", "")))
        actions.part(lineage=row, why=_said(sent, "why"), by=author["by"])
        return
    other = _named(sent)
    earlier, later = (one, other) if sent.get("side") == "later" else (other, one)
    actions.join(earlier=earlier, later=later, relation=_relation(sent), note=_said(sent, "note"), **author)


def _lineage(request: HttpRequest, one: Provision, refusal: Refusal | None) -> HttpResponse:
    context = {
        "provision": one,
        "steps": queries.through_the_years(one, get_language() or "en"),
        "relations": [(code.value, _(words)) for code, words in rules.RELATIONS.items()],
        "relation_words": {code.value: _(words) for code, words in rules.RELATIONS.items()},
        "parts": [(code, _(words)) for code, words in PARTS.items()],
        "sides": [(code, _(words)) for code, words in SIDES.items()],
        "sent": request.POST if refusal else {},
        **_rights(request),
    }
    return _shown(request, "mandates/lineage.html", context, refusal)


def _changed(request: HttpRequest, change: Any, page: Any) -> HttpResponse:
    """Make the change if the person may, and show the page again; a refusal is shown on it."""
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        change(request, {"by": request.person, "on": today()})  # type: ignore[attr-defined]
    except Refusal as refusal:
        answer: HttpResponse = page(request, refusal)
        return answer
    return redirect(request.path)


def _named(sent: QueryDict) -> Provision:
    return queries.clause(symbol=_said(sent, "symbol"), part=_said(sent, "part"), path=_said(sent, "path"))


def _relation(sent: QueryDict) -> rules.Relation:
    said = sent.get("relation", "")
    if said not in list(rules.Relation):
        raise Refusal(
            "mandates.no_relation", phrase("Choose how the two clauses are related."), field="relation"
        )
    return rules.Relation(said)


def _said(sent: QueryDict, name: str) -> str:
    return sent.get(name, "").strip()[:LONGEST]


def _rights(request: HttpRequest) -> dict[str, Any]:
    may = can_do(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    return {"may_register": may, "who_may": not_allowed(RIGHT)}


def _shown(
    request: HttpRequest, template: str, context: dict[str, Any], refusal: Refusal | None
) -> HttpResponse:
    said = {"refusal": worded(refusal) if refusal else None}
    return render(request, template, context | said, status=STATUS.get(refusal.code, 400) if refusal else 200)
