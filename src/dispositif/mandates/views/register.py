"""The register: mandates that match, the same list to take away or to print, and bulk changes of its rows."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.documents.queries import symbol_in
from dispositif.files.writing import FORMATS, download
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import STATUS, worded
from dispositif.mandates import actions
from dispositif.mandates.models import Mandate
from dispositif.mandates.queries import register as queries
from dispositif.mandates.queries.page import cut, freshness, identified
from dispositif.mandates.sheets.writing import table
from dispositif.mandates.views.lines import ORDERS, gifts, lines, selects
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may, not_allowed
from dispositif.world import queries as world

RIGHT = "mandates.follow"
SIZES = ("25", "50", "100")
PRINTED = 2000
"""Rows of a list to print: some two hundred sheets of paper."""
COLUMNS = (phrase("Act"), phrase("What was said"), phrase("Owner"), phrase("Due"), phrase("Status"))
LONGEST = 200
"""Characters of one thing asked for."""


@dataclass(frozen=True, slots=True)
class View:
    """What the address asks for: which mandates, in which order, how many a page."""

    asked: queries.Asked
    typed: dict[str, str]
    order: str
    size: str

    @classmethod
    def of(cls, sent: QueryDict) -> "View":
        """From the parameters of an address; what is not known asks nothing."""
        names = [field.name for field in fields(queries.Asked)]
        typed = {name: sent.get(name, "").strip()[:LONGEST] for name in names}
        symbol = symbol_in(typed["document"])
        asked = queries.Asked(**typed | {"document": symbol.slug if symbol else typed["document"]})
        order = sent.get("order", "")
        size = sent.get("size", "")
        return cls(
            asked, typed, order if order in ORDERS else "register", size if size in SIZES else SIZES[0]
        )

    def found(self, on: date) -> QuerySet[Mandate]:
        """The mandates that match."""
        return queries.register(self.asked, on=on, order=self.order)

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        return any(asdict(self.asked).values())

    @property
    def more(self) -> bool:
        """Whether any of the filters that stand folded is used."""
        folded = (self.asked.kind, self.asked.act, self.asked.addressee, self.asked.look)
        return any(folded) or self.order != "register" or self.size != SIZES[0]

    @property
    def query(self) -> str:
        """The same as an address says it, without page or format."""
        said = self.typed | {"order": self.order, "size": self.size}
        usual = {"order": "register", "size": SIZES[0]}
        return urlencode({name: value for name, value in said.items() if value and value != usual.get(name)})


def register(request: HttpRequest) -> HttpResponse:
    """A page of the mandates that match; the same list as CSV or XLSX, or all of it to print, on request."""
    view, on = View.of(request.GET), today()
    if request.GET.get("format") in FORMATS:
        return _taken(view, request.GET["format"], on)
    if request.GET.get("print"):
        return _printed(request, view, on)
    return _page(request, view, on)


def bulk(request: HttpRequest) -> HttpResponse:
    """One owner, or one more theme, for the rows chosen; back to the list that they were chosen from."""
    view, on = View.of(request.GET), today()
    back = f"{reverse('mandates:register')}?{request.GET.urlencode()}"
    if request.method != "POST":
        return redirect(back)
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        _change(request.POST, by=request.person, on=on)  # type: ignore[attr-defined]
    except Refusal as refusal:
        return _page(request, view, on, refusal)
    return redirect(back)


def _change(sent: QueryDict, **author: Any) -> None:
    chosen, how = _chosen(sent.getlist("chosen")), sent.get("how", "")
    code = sent.get(f"to_{how}", "")
    if not code or how not in ("owner", "theme"):
        raise Refusal("mandates.nothing_given", phrase("Choose the owner or the theme first."), field=how)
    if how == "theme":
        actions.tag_all(mandates=chosen, theme=world.theme(code), **author)
    else:
        actions.assign_all(mandates=chosen, owner=world.entity(code), **author)


def _chosen(sent: list[str]) -> list[tuple[Mandate, int]]:
    """The rows ticked, each as it was seen; those that changed since are named, all of them at once."""
    seen = {uuid: revision for uuid, _colon, revision in (one.partition(":") for one in sent)}
    found = queries.with_context(identified(seen))
    rows = list(found.order_by("order_key", "pk"))
    if not rows:
        raise Refusal("mandates.nothing_ticked", phrase("Tick at least one mandate."), field="chosen")
    stale = [one.as_party().label for one in rows if str(one.revision) != seen[str(one.uuid)]]
    if stale:
        raise Refusal(
            "mandates.stale_rows",
            phrase("Somebody changed these while you were reading: %(mandates)s. Nothing was written."),
            field="chosen",
            mandates=tuple(stale),
        )
    return [(one, one.revision) for one in rows]


def _page(request: HttpRequest, view: View, on: date, refusal: Refusal | None = None) -> HttpResponse:
    language = get_language() or "en"
    page, keys = _cut(view, on, request.GET.get("page", ""))
    whole = not view.narrowed and view.order != "due"  # what has no day is not in the order of days
    context = _context(request, view, lines(keys, language, on), on) | {
        "fresh": freshness(page.paginator.count if whole else None),
        "page": page,
        "selects": selects(language, on),
        "give": gifts(language, on),
        "sizes": [(size, size) for size in SIZES],
        "sent": request.POST,
        "chosen": request.POST.getlist("chosen"),
        "refusal": worded(refusal) if refusal else None,
    }
    status = STATUS.get(refusal.code, 400) if refusal else 200
    return render(request, "mandates/register.html", context, status=status)


def _cut(view: View, on: date, asked_for: str) -> tuple[Page[int], list[int]]:
    """The page asked for, the last one where there are fewer, and the keys of its rows."""
    number, size = int(asked_for) if asked_for.isdecimal() and len(asked_for) < 7 else 1, int(view.size)
    found = cut(view.asked, on=on, order=view.order, number=max(number, 1), size=size)
    page = Paginator(range(found.total), size).get_page(max(number, 1))
    if page.number != max(number, 1):
        found = cut(view.asked, on=on, order=view.order, number=page.number, size=size)
    return page, found.keys


def _printed(request: HttpRequest, view: View, on: date) -> HttpResponse:
    keys = list(view.found(on).values_list("pk", flat=True)[: PRINTED + 1])
    shown = lines(keys[:PRINTED], get_language() or "en", on)
    context = _context(request, view, shown, on)
    context |= {"fresh": freshness(), "whole": True, "more": len(keys) > PRINTED}
    return render(request, "mandates/register.html", context)


def _context(request: HttpRequest, view: View, shown: list[Any], on: date) -> dict[str, Any]:
    return {
        "lines": shown,
        "asked": view.typed | {"order": view.order, "size": view.size},
        "narrowed": view.narrowed,
        "more_asked": view.more,
        "query": view.query,
        "columns": [{"name": "", "label": _(column)} for column in COLUMNS],
        "on": on,
        "printed": PRINTED,
        "may_follow": can_do(RIGHT, request.acting.roles),  # type: ignore[attr-defined]
        "may_register": can_do("mandates.register", request.acting.roles),  # type: ignore[attr-defined]
        "who_may": not_allowed(RIGHT),
    }


def _taken(view: View, file_format: str, on: date) -> HttpResponse:
    """The whole list in the order shown; it can be imported again."""
    return download(table(view.found(on), get_language() or "en"), file_format, "mandates")
