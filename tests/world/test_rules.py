"""When two spellings are one name, and the order of words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyuca import Collator

from dispositif.world.order import sort_key
from dispositif.world.rules import fold, identity

COLLATOR = Collator()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d'Ivoire", "CÔTE D’IVOIRE"),
        ("Papua\u00a0New Guinea", " Papua New  Guinea"),
        ("Папуа — Новая Гвинея", "Папуа-Новая Гвинея"),
        ("تيمور- ليشتي", "تيمور - ليشتي"),
        ("كوبا", "كـوبا"),
        ("刚果（布）", "刚果(布)"),
        ("Türkiye", unicodedata.normalize("NFD", "Türkiye")),
        ("Norvège", "NORVEGE"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Niger", "Nigeria"), ("Guinea-Bissau", "Guinea Bissau"), ("Congo", "Congo (the)"), ("Iran", "Iraq")],
)
def test_names_that_are_not_one(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_an_identity_never_moves() -> None:
    assert str(identity("participant", "AFG")) == "180b7bee-50ec-5e94-90b1-161da92ae393"
    assert identity("region", "AFG") != identity("participant", "AFG")


def test_accented_letters_stand_with_their_letter() -> None:
    names = ["Zambie", "Égypte", "États-Unis d’Amérique", "Estonie", "Eswatini", "Équateur", "Fidji"]
    assert sorted(names, key=sort_key) == [
        "Égypte", "Équateur", "Estonie", "Eswatini", "États-Unis d’Amérique", "Fidji", "Zambie",
    ]  # fmt: skip


def test_russian_and_spanish_follow_their_alphabets() -> None:
    assert sorted(["Япония", "Йемен", "Ирак", "Австрия"], key=sort_key)[0] == "Австрия"
    assert sorted(["España", "Etiopía", "Austria"], key=sort_key) == ["Austria", "España", "Etiopía"]


@given(st.lists(st.text()))
def test_keys_compare_as_the_collation_does(names: list[str]) -> None:
    """Bytes keep the order of the weights they are made of."""
    assert sorted(names, key=sort_key) == sorted(names, key=COLLATOR.sort_key)
