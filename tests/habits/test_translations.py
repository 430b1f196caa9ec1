"""No word of a page stands outside a translation."""

import re
from html.parser import HTMLParser

from tests.habits.house import place, sources

SPECIMENS = {
    "look/templates/look/gallery.html": "shows components with specimens, in whatever words they need"
}
"""Templates that are no page of the product, each with its reason."""
NAMES = {"Dispositif", "CSV", "XLSX", "JSON", "DOCX", "PDF", "HTML", "English", "Français", "h", "s"}
"""Words that are the same in every language."""
SPOKEN = ("aria-label", "title", "placeholder", "alt", "aria-description")
"""Attributes that are read out or shown."""
BLOCK = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
CLASS = re.compile(r"{%\s*block kind\s*%}.*?{%\s*endblock(?: kind)?\s*%}")
"""The frame's slot for a class of the style sheet."""
TAG = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
GIVEN = re.compile(
    r"\b(?:label|title|text|help|caption|term|action|hint|empty|words|error|clear_label)"
    r"=(\"[^\"]*[A-Za-z]{2,}[^\"]*\"|'[^']*[A-Za-z]{2,}[^']*')(?!\|)"
)
"""A parameter of a component that is shown, given as plain text: `_("…")` is not."""
WORD = re.compile(r"[^\W\d_]+")


class Shown(HTMLParser):
    """Collects what a template shows by itself, tags and variables taken away."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[int, str]] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quiet += tag in ("script", "style")
        self.words += [(self.getpos()[0], value) for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.words.append((self.getpos()[0], data))


def shown(template: str) -> list[tuple[int, str]]:
    """(line, words) of everything that the template says outside a translation."""
    parser = Shown()
    parser.feed(_blanked(TAG, _blanked(CLASS, _blanked(BLOCK, template))))
    parser.close()
    return [(line, " ".join(text.split())) for line, text in parser.words if set(WORD.findall(text)) - NAMES]


def test_every_word_of_every_page_is_translated() -> None:
    files = [file for file in sources(".html") if place(file) not in SPECIMENS]
    assert len(files) > 20
    assert [
        f"{place(file)}:{line} {said}" for file in files for line, said in shown(file.read_text("utf-8"))
    ] == []


def test_every_word_given_to_a_component_is_translated() -> None:
    found = []
    for file in sources(".html"):
        if place(file) in SPECIMENS:
            continue
        text = file.read_text(encoding="utf-8")
        for tag in re.finditer(r"{%\s*(?:component|wrap)\b.*?%}", text, re.DOTALL):
            line = text.count("\n", 0, tag.start()) + 1
            found += [f"{place(file)}:{line} {said}" for said in GIVEN.findall(tag[0])]
    assert found == []


def test_this_habit_sees_words() -> None:
    assert shown('<p>{% translate "a" %} {{ b }} · 1 {% blocktranslate %}c{% endblocktranslate %}</p>') == []
    assert shown('<p aria-label="Note {{ n }}">{{ b }}</p>\n<p>Left {{ over }}</p>') == [
        (1, "Note"),
        (2, "Left"),
    ]
    assert GIVEN.findall('{% component "x" label="Left over" term="act"|field_label title=_("A") %}') == [
        '"Left over"'
    ]


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text without what matches; its line breaks stay, so that lines keep their numbers."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n"), text)
