"""Adherence follow-up as a paper (DOCX, ECMA-376): the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from docx import Document

from dispositif.instruments import words
from dispositif.instruments.queries.columns import Column
from dispositif.instruments.queries.follow_up import FollowUp, Open
from dispositif.instruments.rules import Status
from dispositif.kernel.refusal import phrase

if TYPE_CHECKING:
    from docx.document import Document as Paper

ENCOURAGED = phrase(
    "States and competent regional economic integration organizations that have not yet done so are "
    "encouraged to consider signing, ratifying or acceding to these instruments (A/RES/61/181, "
    "operative paragraph 6)."
)
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can hold: written for every part, so that papers can be compared."""
STYLE = "Light List Accent 1"
"""Of python-docx's own template: hairlines and a head that is told apart."""


def follow_up(found: FollowUp) -> bytes:
    """Who is not yet party, one table an instrument, each with the source and the latest day held."""
    paper = Document()
    _title(paper, found)
    for column in found.columns:
        _instrument(paper, column, found.of(column), found.untold(column))
    if found.silent:
        _silent(paper, found.silent)
    return _reproducible(paper)


def _title(paper: "Paper", found: FollowUp) -> None:
    title = _("Not yet parties on %(day)s") % {"day": words.day_said(found.on)}
    paper.core_properties.title = title
    paper.core_properties.author = "Dispositif"
    paper.core_properties.language = get_language() or "en"
    # the day asked for, not the clock: the same question gives the same paper
    paper.core_properties.created = datetime.combine(found.on, time(), UTC)
    paper.core_properties.modified = paper.core_properties.created
    paper.add_heading(title, 0)
    paper.add_paragraph(_(ENCOURAGED))
    said = ngettext("%(count)s participant asked for", "%(count)s participants asked for", found.participants)
    paper.add_paragraph(said % {"count": found.participants})


def _instrument(paper: "Paper", column: Column, listed: Sequence[Open], untold: Sequence[str]) -> None:
    paper.add_heading(column.name, 1)
    paper.add_paragraph(_fresh(column))
    if untold:
        paper.add_paragraph(_("No information held: %(names)s") % {"names": "; ".join(untold)})
    if not listed:
        paper.add_paragraph(_("Nobody of those asked for is listed as not yet party by the register held."))
        return
    heads = (
        _("Participant"),
        _("Standing on that day"),
        _("Signatory since"),
        _("Consent given on"),
        _("Reported"),
    )
    table = paper.add_table(rows=1, cols=len(heads), style=STYLE)
    _fill(table.rows[0].cells, heads)
    for one in listed:
        _fill(table.add_row().cells, _cells(one))


def _fill(cells: Iterable[object], texts: Iterable[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text  # type: ignore[attr-defined]


def _cells(one: Open) -> tuple[str, ...]:
    consented = one.since if one.status is Status.CONSENTED else None
    reported = max((told.reported_on for told in one.procedures), default=None)
    return (
        one.row.name,
        words.status_said(one.status),
        words.day_said(one.signed_on),
        words.day_said(consented),
        _("procedure under way, reported on %(day)s") % {"day": words.day_said(reported)} if reported else "",
    )


def _fresh(column: Column) -> str:
    """Source, latest day, rows held and in the source."""
    return _("Source: %(source)s · latest held %(day)s · %(held)s actions held of %(rows)s in the source") % {
        "source": column.source,
        "day": words.day_said(column.as_at),
        "held": column.held,
        "rows": column.rows,
    }


def _silent(paper: "Paper", columns: Iterable[Column]) -> None:
    paper.add_heading(_("Instruments of which nothing can be said"), 1)
    for column in columns:
        said = words.holding_said(column.holding, column.waiting)
        line = _("%(instrument)s: %(said)s") % {"instrument": column.name, "said": said}
        paper.add_paragraph(line, style="List Bullet")


def _reproducible(paper: "Paper") -> bytes:
    """The parts in the order of the library, each dated to the same moment."""
    written, content = io.BytesIO(), io.BytesIO()
    paper.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in parts.infolist():
            packed.writestr(zipfile.ZipInfo(part.filename, EPOCH), parts.read(part), zipfile.ZIP_DEFLATED)
    return content.getvalue()
