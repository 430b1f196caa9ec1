"""Catalogues of translations without gettext's tools.

`python -m dispositif.look.catalogues update|compile|check`

English sentences in the code are the keys. `update` brings the keys of the whole package into each `.po`
file (translations stay), `compile` writes the `.mo` files, `check` says what is missing or out of date.
"""

import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "look" / "locale"
ONE, TWO, IN_CONTEXT = None, (1, 2), ((1, "c"), 2)
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "phrase", "gettext", "gettext_lazy", "gettext_noop"), ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), TWO),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), IN_CONTEXT),
    "npgettext": ((1, "c"), 2, 3),
}
# headers that would name persons, or change with Babel's version
IDLE = ('"Project-Id', '"Report-Msgid', '"Last-Translator', '"Language-Team', '"Generated-By')
Message = tuple[str | None, str | tuple[str, str]]


def extract(package: Path = PACKAGE) -> set[Message]:
    """Every marked sentence of the package's code and templates: (context, sentence or (one, many))."""
    found: set[Message] = set()
    for file in sorted(package.rglob("*.py")):
        found.update(_marked(file.read_text(encoding="utf-8")))
    for file in sorted(package.rglob("templates/**/*.html")):
        code = templatize(file.read_text(encoding="utf-8"), origin=str(file))
        found.update(_marked("\n".join(line.strip() for line in code.splitlines())))
    return found


def _marked(code: str) -> Iterator[Message]:
    for _line, function, texts, _notes in extract_python(BytesIO(code.encode()), KEYWORDS, [], {}):
        message = _message(KEYWORDS[str(function)], texts if isinstance(texts, tuple | list) else (texts,))
        if message is not None:
            yield message


def _message(form: Any, texts: Any) -> Message | None:
    """What a call marks; None where an argument is not written out in the code."""
    if form is ONE:
        return (None, texts[0]) if texts[0] else None
    if form is TWO:
        return (None, (texts[0], texts[1])) if all(texts[:2]) else None
    wanted = texts[: len(form)]
    if len(wanted) < len(form) or not all(wanted):
        return None
    return (wanted[0], wanted[1] if len(form) == len(IN_CONTEXT) else (wanted[1], wanted[2]))


def files() -> list[Path]:
    """The `.po` file of each language that has one."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def catalogue(po: Path) -> Catalog:
    """One language's catalogue as it stands in its file."""
    with po.open("rb") as stream:
        return read_po(stream, locale=po.parent.parent.name)


def updated(po: Path) -> str:
    """The text of the `.po` file with exactly the package's sentences; translations are kept."""
    held = catalogue(po)
    kept = {(one.context, one.id): one.string for one in held if one.id}
    comment = "# The interface of Dispositif. The sentences of the code are the keys."
    fresh = Catalog(locale=held.locale, charset="utf-8", fuzzy=False, header_comment=comment)
    fresh.creation_date = fresh.revision_date = held.creation_date
    for context, sentence in sorted(extract(), key=str):
        fresh.add(sentence, _known(kept, context, sentence), context=context)
    out = BytesIO()
    write_po(out, fresh, width=0, sort_output=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(IDLE))


def _known(kept: dict[Any, Any], context: str | None, sentence: Any) -> Any:
    nothing = "" if isinstance(sentence, str) else ("", "")
    return kept.get((context, sentence), nothing)


def compiled(po: Path) -> bytes:
    """The `.mo` file for a `.po` file; the same text gives the same bytes."""
    out = BytesIO()
    write_mo(out, catalogue(po))
    return out.getvalue()


def missing(po: Path) -> list[str]:
    """Sentences of the package that the file lacks or leaves untranslated."""
    held = {(one.context, one.id): one.string for one in catalogue(po) if one.id}
    return sorted(str(said) for context, said in extract() if not _translated(held.get((context, said))))


def _translated(string: Any) -> bool:
    return bool(string) and (isinstance(string, str) or all(string))


def check() -> list[str]:
    """What stands between the catalogues and a complete translation; empty when nothing does."""
    wrong = []
    for po in files():
        wrong += [f"{po.parent.parent.name}: not translated: {said}" for said in missing(po)]
        if po.read_text(encoding="utf-8") != updated(po):
            wrong.append(f"{po.parent.parent.name}: django.po is not up to date: run update")
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != compiled(po):
            wrong.append(f"{po.parent.parent.name}: django.mo is not up to date: run compile")
    return wrong


def main(task: str) -> int:
    """Carry out one of the three tasks over every language; the number of things wrong."""
    said = StringIO()
    for po in files():
        if task == "update":
            po.write_text(updated(po), encoding="utf-8")
            said.write(f"{po.parent.parent.name}: {len(missing(po))} to translate\n")
        elif task == "compile":
            po.with_suffix(".mo").write_bytes(compiled(po))
    wrong = check() if task == "check" else []
    sys.stdout.write(said.getvalue() + "".join(f"{line}\n" for line in wrong))
    return len(wrong)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("update", "compile", "check"):
        sys.exit("python -m dispositif.look.catalogues update|compile|check")
    sys.exit(1 if main(sys.argv[1]) else 0)
