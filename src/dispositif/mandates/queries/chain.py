"""Request → report → noted by: what is known of each link, and what is only probable."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dispositif.documents import rules as documents
from dispositif.documents.models import Citation, Document, Provision
from dispositif.documents.queries import held, symbol_in
from dispositif.kernel.symbol import Symbol
from dispositif.mandates.models import Mandate, Report
from dispositif.mandates.queries.proposals import readings_of
from dispositif.mandates.rules import NOTING, Standing


@dataclass(frozen=True, slots=True)
class Link:
    """One report: who asked for it, what is held of it, which provisions noted it.

    `request` is the mandate that asked; `asked_in` the resolution, where only that is known; `symbol` is ""
    while nobody has named the report.
    """

    request: Mandate | None
    asked_in: str
    symbol: str
    report: Report | None
    noted_by: tuple[Provision, ...]

    @property
    def standing(self) -> Standing:
        """Attached when its file or text is held; all else is probable."""
        return Standing(self.report.standing) if self.report else Standing.PROBABLE

    @property
    def closed(self) -> bool:
        """Whether the request is answered by a report that is held."""
        return self.standing is Standing.ATTACHED


def chain(document: Document) -> list[Link]:
    """The links of a document: reports that it notes, then reports that it asks for."""
    return [*_noted(document), *_asked(document)]


def answering(mandate: Mandate) -> list[Link]:
    """The links of one request; one without a report while none is named."""
    reports = list(mandate.reports.select_related("document").order_by("pk"))
    if not reports:
        return [Link(mandate, mandate.provision.document.symbol, "", None, ())]
    noted = noted_by([report.document.symbol for report in reports])
    asked_in = mandate.provision.document.symbol
    return [
        Link(mandate, asked_in, one.document.symbol, one, tuple(noted.get(one.document.symbol, ())))
        for one in reports
    ]


def _asked(document: Document) -> list[Link]:
    asking = Mandate.objects.filter(provision__document=document, asks_report=True)
    rows = asking.select_related("provision__document", "owner").order_by("order_key")
    return [link for mandate in rows for link in answering(mandate)]


def _noted(document: Document) -> list[Link]:
    """Reports that an act of the operative part notes: cited by symbol, though it be in a footnote."""
    citations = Citation.objects.filter(
        provision__document=document, provision__part=documents.Part.OPERATIVE
    )
    noting, by_report = _noting([document.pk]), dict[str, list[Provision]]()
    for one in citations.select_related("provision__document").order_by("provision__place", "pk"):
        if one.provision_id in noting and _is_report(one.target):
            by_report.setdefault(one.target, []).append(one.provision)
    reports = _reports(by_report)
    return [
        Link(report.request if report else None, _asked_in(report, noted[0]), symbol, report, tuple(noted))
        for symbol, noted in by_report.items()
        for report in reports.get(symbol, [None])
    ]


def _reports(symbols: Any) -> dict[str, list[Report | None]]:
    """Symbol → what is entered of it, once for each request that it answers."""
    rows = Report.objects.filter(document__symbol__in=list(symbols)).order_by("pk")
    found: dict[str, list[Report | None]] = {}
    for one in rows.select_related("document", "request__provision__document"):
        found.setdefault(one.document.symbol, []).append(one)
    return found


def _asked_in(report: Report | None, noting: Provision) -> str:
    """The resolution that asked: as entered, else the one that the noting paragraph cites beside it."""
    if report is not None:
        return report.request.provision.document.symbol if report.request else report.request_symbol
    cited = (symbol_in(one.target) for one in noting.citations.order_by("pk"))
    return next((str(one) for one in cited if one is not None and one.is_resolution), "")


def _is_report(target: str) -> bool:
    symbol: Symbol | None = symbol_in(target)
    return symbol is not None and not symbol.kind


def _noting(documents: Iterable[int]) -> set[int]:
    """Paragraphs of these documents of which an act notes."""
    rows = Provision.objects.filter(document__in=list(documents))
    acts = list(rows.filter(act__gt=0))
    read = readings_of(acts)
    places = {(one.document_id, one.part, one.path) for one in acts if read[one.pk]["act"] in NOTING}
    return {one.pk for one in rows.filter(act=0) if (one.document_id, one.part, one.path) in places}


def noted_by(symbols: list[str]) -> dict[str, list[Provision]]:
    """Report symbol → the paragraphs that note it, in whatever document."""
    rows = Citation.objects.filter(target__in=symbols, provision__part=documents.Part.OPERATIVE)
    cited = list(rows.select_related("provision__document").order_by("provision__document__symbol_key"))
    noting = _noting({one.provision.document_id for one in cited})
    found: dict[str, list[Provision]] = {}
    for one in cited:
        if one.provision_id in noting:
            found.setdefault(one.target, []).append(one.provision)
    return found


def holdings(links: list[Link]) -> dict[str, str]:
    """Symbol → slug of the reports and resolutions of the links that the library knows."""
    return held({part for link in links for part in (link.symbol, link.asked_in) if part})
