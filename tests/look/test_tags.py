"""Template tags: what goes in, what comes out, and what must not pass."""

from collections.abc import Callable

import pytest
from django.template import engines

from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import Refusal
from dispositif.look.panels import Panel


def shown(template: str, **context: object) -> str:
    return engines["django"].from_string(template).render(context)


def test_a_component_is_stripped_so_that_it_fits_into_a_sentence() -> None:
    said = shown('a{% component "mark" text="to urge" state="none" %}, b')
    assert said.startswith('a<span class="mark')
    assert said.endswith("</span>, b")


def test_a_component_escapes_what_it_is_given() -> None:
    assert "<b>" not in shown('{% component "gap" text=text %}', text="<b>bold</b>")


def test_a_component_sees_its_parameters_only() -> None:
    assert "leak" not in shown('{% component "gap" %}', text="leak")


def test_a_component_may_have_a_parameter_called_name() -> None:
    assert 'name="since"' in shown('{% component "input" name="since" label="Since" %}')


def test_a_wrapping_component_holds_the_block_as_written() -> None:
    said = shown('{% wrap "gap" %}<em>{{ text }}</em>{% endwrap %}', text="<b>")
    assert "<em>&lt;b&gt;</em>" in said


def test_a_panel_is_a_link_without_javascript(put: Callable) -> None:
    put(Panel("there", "look:asset", 1, "An asset"))
    said = shown('{% panels "there" name="x.css" %}')
    assert 'hx-get="/look/assets/x.css"' in said
    assert '<a class="panel-link" href="/look/assets/x.css">An asset</a>' in said


def test_an_empty_slot_leaves_nothing() -> None:
    assert shown('{% panels "nobody" %}').strip() == ""


def test_numbers_are_grouped_as_the_language_does(french: None) -> None:
    assert shown("{{ 9102|number }}") == "9\u202f102"
    assert shown("{{ nothing|number }}") == ""


def test_a_refusal_is_said_with_its_facts() -> None:
    refusal = Refusal("x.y", "There are %(count)s of them.", count=3)
    assert shown("{{ refusal|said }}", refusal=refusal) == "There are 3 of them."


def test_a_finding_without_facts_may_hold_a_percent_sign() -> None:
    finding = Finding("row 3", "", Severity.ERROR, "x", "More than 100 % was shared out.")
    assert shown("{{ finding|said }}", finding=finding) == "More than 100 % was shared out."


def test_sorting_turns_round_and_forgets_the_page(ask: Callable) -> None:
    columns = [{"name": "symbol", "label": "Symbol"}]
    template = '{% component "table" caption="x" columns=columns sort=sort %}'
    request = ask("/?sort=symbol&page=4&organ=A")
    said = shown(template, columns=columns, sort="symbol", request=request)
    assert 'href="?sort=-symbol&amp;organ=A"' in said
    assert 'aria-sort="ascending"' in said
    turned = shown(template, columns=columns, sort="-symbol", request=request)
    assert 'href="?sort=symbol&amp;organ=A"' in turned
    assert 'aria-sort="descending"' in turned


@pytest.mark.parametrize(
    ("low", "high", "dots", "words"),
    [
        (1, 3, ("full", "half", "half", ""), "1 to 3"),
        (2, 2, ("full", "full", "", ""), "2"),
        (0, 0, ("",) * 4, "0"),
    ],
)
def test_strength_is_said_in_words_beside_its_dots(
    low: int, high: int, dots: tuple[str, ...], words: str
) -> None:
    said = shown('{% component "strength" low=low high=high %}', low=low, high=high)
    assert "".join(f'<i class="{dot}"></i>' for dot in dots) in said
    assert f'<span class="strength-words">{words}<' in said
