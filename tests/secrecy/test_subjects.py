"""Rows about a subject are seen with it; kinds become SQL, so that only plain words are taken."""

import pytest

from dispositif.secrecy import subjects
from dispositif.secrecy.policies import Policy


@pytest.fixture(autouse=True)
def none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "_tables", {})


def test_without_any_kind_the_others_decide() -> None:
    assert subjects.with_subject("t") == "(SELECT acting_role('administrator', 'secretariat'))"
    assert subjects.with_subject("t", otherwise="false") == "false"


def test_each_kind_asks_its_own_table_by_the_columns_named() -> None:
    subjects.seen_with("request", "assistance_request")
    said = subjects.with_subject("t", kind="about", uuid="about_uuid", otherwise="false")
    assert said.startswith(
        "CASE t.about WHEN 'request' THEN EXISTS (SELECT 1 FROM assistance_request subject"
    )
    assert "subject.uuid = t.about_uuid" in said
    assert said.endswith("ELSE false END")
    subjects.unseen_with("request")
    subjects.unseen_with("request")
    assert subjects.tables() == {}


def test_a_policy_is_made_when_it_is_asked_for() -> None:
    class Row:
        policy = subjects.LatePolicy(lambda: Policy(subjects.with_subject("t"), "false", "a test"))

    before = Row.policy
    subjects.seen_with("request", "assistance_request")
    assert before.read != Row.policy.read
    assert "assistance_request" in Row().policy.read


@pytest.mark.parametrize("name", ["a'b", "A", "", "a b", "1a", "x-61181", "x\n"])
def test_names_that_are_no_plain_words_are_refused(name: str) -> None:
    for kind, table in ((name, "t"), ("k", name)):
        with pytest.raises(ValueError, match="plain"):
            subjects.seen_with(kind, table)
