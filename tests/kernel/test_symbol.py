"""Symbols: every printed form reads, prints back, and travels through a URL."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol, opening_year, roman, session_holds, session_on

FORMS = [
    "A/RES/61/181", "A/RES/3363 (XXX)", "A/RES/3411 A (XXX)", "A/RES/3362 (S-VII)", "A/RES/2252 (ES-V)",
    "A/RES/S-13/2", "A/RES/ES-10/23", "A/RES/60/109 A", "A/RES/60/109 A-B", "E/RES/2006/19",
    "E/RES/1503 (XLVIII)", "E/RES/663 C (XXIV)", "E/DEC/2000/288", "S/RES/1224 (1999)", "S/PRST/2014/28",
    "A/HRC/RES/16/21", "A/HRC/RES/S-30/1", "E/CN.4/RES/2004/7", "A/61/179", "A/61/179/Add.1", "A/C.3/61/L.8",
    "ST/SGB/2003/13", "A/CONF.203/18", "S/2008/480", "S/18453", "E/2012/L.23", "E/CN.15/2006/9",
    "A/HRC/WG.9/1/3", "CAC/COSP/RES/9/8", "A/61/179/Corr.1", "S/11670",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_canonical_form_prints_back_and_survives_a_url(text: str) -> None:
    symbol = Symbol.parse(text)
    assert str(symbol) == text
    assert Symbol.from_slug(symbol.slug) == symbol
    assert not set(symbol.slug) & set("/ ()%?#")


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        (" A/RES/61/181. ", "A/RES/61/181"),
        ("A/RES/3363(XXX)", "A/RES/3363 (XXX)"),
        ("a/res/61/181", "A/RES/61/181"),
        ("E/RES/1503(XLVIII)", "E/RES/1503 (XLVIII)"),
        ("A/RES/60/109 A and B", "A/RES/60/109 A-B"),
        ("A/RES/60/109\nA", "A/RES/60/109 A"),
    ],
)
def test_other_printed_forms_become_canonical(printed: str, canonical: str) -> None:
    assert str(Symbol.parse(printed)) == canonical


@pytest.mark.parametrize(
    "text", ["", "61/181", "Hello", "X/12", "A/RES", "A", "A/б/1", "A//1", "A/RES/12 (IIII)"]
)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        Symbol.parse(text)
    assert refused.value.code == "symbol.unknown"


def test_properties() -> None:
    assembly, council = Symbol.parse("A/RES/61/181"), Symbol.parse("S/RES/1224 (1999)")
    assert (assembly.organ, assembly.kind, assembly.session_number, assembly.number) == ("A", "RES", 61, 181)
    assert (assembly.year, council.year, Symbol.parse("A/RES/3363 (XXX)").year) == (2006, 1999, 1975)
    assert assembly.printed_number == "61/181"
    assert council.printed_number == "1224 (1999)"
    assert assembly.is_resolution
    assert not assembly.is_decision
    assert Symbol.parse("A/RES/S-13/2").is_special
    assert Symbol.parse("A/RES/S-13/2").year is None
    assert not Symbol.parse("A/61/179").is_resolution


def test_symbols_sort_as_people_count() -> None:
    texts = ["A/RES/61/181", "A/RES/31/10", "A/RES/3363 (XXX)", "A/RES/31/9"]
    told = sorted(texts, key=lambda text: Symbol.parse(text).sort_key)
    assert told == ["A/RES/3363 (XXX)", "A/RES/31/9", "A/RES/31/10", "A/RES/61/181"]


def test_sessions_and_years() -> None:
    assert opening_year(61) == 2006
    assert session_on(date(2006, 12, 20)) == 61
    assert session_on(date(2007, 7, 1)) == 61
    assert session_holds(46, date(1991, 12, 18))
    assert not session_holds(46, date(1992, 12, 18))
    assert [roman(text) for text in ("XXX", "XLVIII", "S-VII", "IIX", "")] == [30, 48, 7, 0, 0]


@given(st.text(max_size=60))
def test_any_text_is_a_symbol_or_a_refusal(text: str) -> None:
    try:
        symbol = Symbol.parse(text)
    except Refusal:
        return
    assert Symbol.parse(str(symbol)) == symbol
