"""The body of the grid: thousands of cells, each made ready once a status and set side by side."""

from collections.abc import Iterable, Iterator, Mapping

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dispositif.instruments import words
from dispositif.instruments.queries.columns import Column
from dispositif.instruments.queries.grid import Grid
from dispositif.instruments.queries.rows import Row
from dispositif.instruments.rules import Status
from dispositif.kernel.refusal import phrase

TOTALS = {
    "parties": phrase("Parties"),
    "consents": phrase("Consents given"),
    "signatories": phrase("Signatories"),
    "not_yet_parties": phrase("Not yet parties"),
}
Line = tuple[SafeString, Mapping[str, SafeString]]
"""The head of a row, and its cells by the code of their column."""


def body(shown: Grid) -> list[SafeString]:
    """Every row of the grid: counts of those shown, then one row a participant.

    A column whose register is not held says so once, in a cell of the first row that runs beside all others.
    """
    held = [column.code for column in shown.held]
    every = [column.code for column in shown.columns]
    height = len(TOTALS) + len(shown.rows)
    gaps = {column.code: _gap(column, height) for column in shown.columns if not column.shown}
    (head, cells), *others = [*_counts(shown), *_participants(shown)]
    return [_row(head, {**cells, **gaps}, every), *(_row(*line, held) for line in others)]


def _row(head: SafeString, cells: Mapping[str, SafeString], order: Iterable[str]) -> SafeString:
    """One row; every part of it is made by `format_html`."""
    return mark_safe(f"<tr>{head}{''.join(cells[code] for code in order)}</tr>")  # noqa: S308 - as said above


def _gap(column: Column, height: int) -> SafeString:
    said = words.holding_said(column.holding, column.waiting)
    return format_html('<td class="gap-column" rowspan="{}"><span>{}</span></td>', height, said)


def _counts(shown: Grid) -> Iterator[Line]:
    for name, said in TOTALS.items():
        head = format_html('<th scope="row" class="total">{}</th>', _(said))
        counted = {code: getattr(count, name) for code, count in shown.counts.items()}
        yield head, {code: format_html('<td class="total">{}</td>', count) for code, count in counted.items()}


def _participants(shown: Grid) -> Iterator[Line]:
    cells = {status: _cell(status) for status in Status}
    place = reverse("instruments:state", args=["XXX"])
    for row in shown.rows:
        url = f"{place.replace('XXX', row.code)}?at={shown.on.isoformat()}"
        yield _head(row, url), {code: cells[column[row.code]] for code, column in shown.statuses.items()}


def _cell(status: Status) -> SafeString:
    return format_html(
        '<td class="{}" title="{said}"><b aria-hidden="true">{}</b><i>{said}</i></td>',
        status.value,
        words.letter(status),
        said=words.status_said(status),
    )


def _head(row: Row, url: str) -> SafeString:
    name = format_html('<a href="{}">{}</a>', url, row.name)
    if row.verified:
        return format_html('<th scope="row">{}</th>', name)
    return format_html('<th scope="row">{} <small class="doubt">{}</small></th>', name, _("unverified"))
