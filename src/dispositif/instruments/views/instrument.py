"""One instrument on any day: who stands how, how that came to be, and where it is from."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.files.writing import FORMATS, download
from dispositif.instruments import words
from dispositif.instruments.models import Instrument
from dispositif.instruments.queries import instrument as queries
from dispositif.instruments.queries.adherence import Registers, registers
from dispositif.instruments.rules import RECORD, Status
from dispositif.instruments.views.asked import sources
from dispositif.instruments.views.day import Day
from dispositif.look.charts import Event, Series, StepChart, step_chart
from dispositif.people.clock import today
from dispositif.people.rules import can_do, not_allowed

LISTS = (
    Status.PARTY,
    Status.CONSENTED,
    Status.SIGNED,
    Status.WITHDRAWN,
    Status.NOT_YET,
    Status.UNKNOWN,
    Status.NOT_ELIGIBLE,
)
"""In which order a page lists participants, by how they stand."""


def instrument(request: HttpRequest, code: str) -> HttpResponse:
    """How everybody stood on the day `at`."""
    one = get_object_or_404(Instrument.objects.select_related("parent"), code=code)
    day, held, language = Day.of(request, today()), registers(), get_language() or "en"
    found = queries.treaty(held, one, language=language, on=day.on, today=day.now)
    if request.GET.get("format") in FORMATS and not day.refusal:
        if not found.column.shown:
            raise Http404
        return download(table(found), request.GET["format"], f"{one.code}-{day.on.isoformat()}")
    context = {
        "treaty": found,
        "column": found.column,
        "one": one,
        "lists": _lists(found),
        "published_heads": _heads(),
        "universe": words.universe_said(found.kinds),
        "chart": _chart(held, found, day.on) if found.column.shown else None,
        "may_record": can_do(RECORD, request.acting.roles),  # type: ignore[attr-defined]
        "who_may": not_allowed(RECORD),
        **sources([found.column]),
        **day.shown,
    }
    return render(request, "instruments/instrument.html", context, status=day.status)


def _heads() -> list[dict[str, Any]]:
    """Of the table of totals that others printed."""
    numbers = [{"name": "", "label": label, "numeric": True} for label in (_("Signatories"), _("Parties"))]
    return [{"name": "", "label": _("As of")}, *numbers, {"name": "", "label": _("Source")}]


def _lists(found: queries.Treaty) -> list[tuple[Status, list[queries.Standing]]]:
    """Each list that names anybody."""
    return [(status, found.standings[status]) for status in LISTS if found.standings.get(status)]


def _chart(held: Registers, found: queries.Treaty, on: date) -> StepChart:
    """Signatories, consents and parties over time, up to the latest day held."""
    column = found.column
    last = column.as_at or on
    moved = queries.history(held.adherence, column.code, last)
    return step_chart(
        series=[
            Series(_("Consents given"), moved.consents, "half"),
            Series(_("Parties"), moved.parties, "full"),
            Series(_("Signatories"), moved.signatories, "ring"),
        ],
        label=_("Signatories, consents and parties over time"),
        events=_events(column.instrument, last),
        until=last,
    )


def _events(one: Instrument, last: date) -> list[Event]:
    days = {_("adopted"): one.adopted_on, _("in force"): one.in_force_on}
    found = [Event(day, said) for said, day in days.items() if day and day <= last]
    return [*found, Event(last, _("latest held"))]


HEADS = (
    "code", "participant", "kind", "status", "signed_on", "consented_on", "by", "in_force_for_it_on",
    "symbol", "latest_held", "source",
)  # fmt: skip


def table(found: queries.Treaty) -> Iterator[tuple[object, ...]]:
    """Everybody of the day as rows to take away, the heads first."""
    yield HEADS
    column = found.column
    for status, standings in _lists(found):
        for one in standings:
            kinds = (words.participant_kind_said(one.row.kind), words.status_said(status))
            given = (one.consented_on, words.kind_said(one.kind) if one.kind else "", one.in_force_on)
            source = (one.symbol, column.as_at, column.source)
            yield (one.row.code, one.row.name, *kinds, one.signed_on, *given, *source)
