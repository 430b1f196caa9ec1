"""One dot a participant: how it stood to one instrument, or to how many of a list it was party."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.instruments import words
from dispositif.instruments.queries.adherence import Registers, registers
from dispositif.instruments.queries.columns import Column, columns
from dispositif.instruments.queries.rows import Narrowed, Row, rows
from dispositif.instruments.rules import Family, Holding, Status
from dispositif.instruments.views.asked import sources
from dispositif.instruments.views.day import Day
from dispositif.kernel.refusal import phrase
from dispositif.look.maps import Dot, DotMap, Elsewhere, dot_map
from dispositif.people.clock import today
from dispositif.world import queries as world

MARKS: dict[Status, str] = {
    Status.PARTY: "full",
    Status.CONSENTED: "half",
    Status.SIGNED: "ring",
    Status.NOT_YET: "dot",
    Status.WITHDRAWN: "cross",
    Status.NOT_ELIGIBLE: "dash",
    Status.UNKNOWN: "none",
}
CLASSES: dict[str, str] = {
    "full": phrase("party to all of those held"),
    "half": phrase("party to more than half of those held"),
    "ring": phrase("party to half of those held, or fewer"),
    "dot": phrase("party to none of those held"),
    "dash": phrase("none of those held is open to it"),
    "none": phrase("no information held"),
}
"""Degrees of one thing in words: how many instruments of a list somebody is party to."""
FIRST = "UNTOC"
Said = tuple[str, str]
"""A mark, and its words about one participant."""


def map_of(request: HttpRequest) -> HttpResponse:
    """The map of `instrument`, or of the family `count`, on the day `at`."""
    day, held, language = Day.of(request, today()), registers(), get_language() or "en"
    listed = columns(held, language, day.on, day.now)
    chosen, family = _chosen(request, listed)
    shown = [column for column in chosen if column.shown]
    drawn = _drawn(held, shown, family, language, day.on) if shown and not day.refusal else None
    context = {
        "asked": {"instrument": "" if family else chosen[0].code, "count": family},
        "instruments": [("", "—"), *((one.code, one.short) for one in listed)],
        "counts": [("", "—"), *((one.value, words.family_said(one)) for one in Family)],
        "chosen": chosen,
        "family": family,
        "shown": shown,
        "silent": [one for one in chosen if one.holding in (Holding.NO_REGISTER, Holding.UNRESOLVED)],
        "map": drawn,
        "columns": chosen,
        **sources(chosen),
        **day.shown,
    }
    return render(request, "instruments/map.html", context, status=day.status)


def _chosen(request: HttpRequest, listed: list[Column]) -> tuple[list[Column], str]:
    """The columns of the map, and the family where it counts over one; an unknown code is no page."""
    family, code = request.GET.get("count", ""), request.GET.get("instrument", "")
    if family and not code:
        found = [one for one in listed if one.instrument.family == family]
    else:
        family, code = "", code or FIRST
        found = [one for one in listed if one.code == code]
    if not found:
        raise Http404
    return found, family


def _drawn(held: Registers, shown: list[Column], family: str, language: str, on: date) -> DotMap:
    present = held.adherence.universe(on)
    said = _counted if family else _standing
    told = {row: said(held, shown, row, on) for row in rows(present, Narrowed(), language, on)}
    places = world.places()
    legend = list(CLASSES.items()) if family else [(MARKS[one], words.status_said(one)) for one in MARKS]
    used = {mark for mark, _words in told.values()}
    return dot_map(
        dots=[
            Dot(row.code, row.name, *places[row.code], mark, text, _url(row, on))
            for row, (mark, text) in told.items()
            if row.code in places
        ],
        elsewhere=[
            Elsewhere(row.code, row.name, mark, text, _url(row, on))
            for row, (mark, text) in told.items()
            if row.code not in places
        ],
        legend=[(mark, _(text)) for mark, text in legend if mark in used],
        label=_label(shown, family, on),
    )


def _label(shown: list[Column], family: str, on: date) -> str:
    what = words.family_said(family) if family else shown[0].short
    return _("Map on %(day)s: %(what)s, one dot per participant") % {"day": words.day_said(on), "what": what}


def _url(row: Row, on: date) -> str:
    return f"{reverse('instruments:state', args=[row.code])}?at={on.isoformat()}"


def _standing(held: Registers, shown: list[Column], row: Row, on: date) -> Said:
    status = held.adherence.status(shown[0].code, row.code, row.kind, on)
    return MARKS[status], words.status_said(status)


def _counted(held: Registers, shown: list[Column], row: Row, on: date) -> Said:
    """To how many of the instruments held it is party: a class in words, and the numbers themselves."""
    stands = [held.adherence.status(one.code, row.code, row.kind, on) for one in shown]
    if Status.UNKNOWN in stands:
        return _classed("none")
    open_to = [status for status in stands if status is not Status.NOT_ELIGIBLE]
    if not open_to:
        return _classed("dash")
    count = sum(status is Status.PARTY for status in open_to)
    said = _("party to %(count)s of %(all)s instruments held") % {"count": count, "all": len(open_to)}
    return _class(count, len(open_to)), said


def _classed(mark: str) -> Said:
    return mark, _(CLASSES[mark])


def _class(count: int, of: int) -> str:
    if count == of:
        return "full"
    if not count:
        return "dot"
    return "half" if 2 * count > of else "ring"
