"""Throwaway subjects for the tests: documents, seen as documents are, and what is due about them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connections, transaction

from dispositif.documents.models import Document
from dispositif.kernel.refusal import phrase
from dispositif.notices import subjects
from dispositif.notices.actions import open_due
from dispositif.notices.models import Due, Message
from dispositif.people.actions import appoint
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.apply import statements
from dispositif.secrecy.subjects import seen_with, unseen_with
from dispositif.trail.party import Party
from dispositif.world.queries import entity
from tests.world import DAY, person

KIND, WHAT, UNKNOWN = "sample.report", "sample.asked", "sample.unworded"


@contextmanager
def registered(kind: str = "sample") -> Iterator[None]:
    """Subjects of the kind are documents, once the policies are put in force; taken back afterwards."""
    seen_with(kind, "documents_document")
    try:
        yield
    finally:
        unseen_with(kind)


@contextmanager
def worded() -> Iterator[None]:
    """The words of what is due about the samples; taken back afterwards."""
    subjects.word(KIND, phrase("Report on %(label)s, asked for on %(asked_on)s"), name=phrase("Reports"))
    subjects.word(WHAT, phrase("A report on %(label)s is asked for"))
    subjects.because(KIND, lambda facts, _: f"because of {facts['asked_on']}" if facts["asked_on"] else "")
    try:
        yield
    finally:
        for table in (subjects._words, subjects._names, subjects._reasons):
            for one in (KIND, WHAT):
                table.pop(one, None)  # type: ignore[attr-defined]


def put_in_force() -> None:
    """The policies of notices as the registered kinds make them now, in the test's own database."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for model in (Due, Message):
            for statement in statements(model._meta.db_table, model.policy):
                cursor.execute(statement)


def document(symbol: str, sensitivity: str = "unclassified") -> Document:
    """A subject of the throwaway kind."""
    return Document.objects.create(
        symbol=symbol, slug=symbol.replace("/", "-"), symbol_key=symbol, organ="A", kind="RES",
        sensitivity=sensitivity, added_on=DAY,
    )  # fmt: skip


def about(one: Document, kind: str = "sample") -> Party:
    return Party(kind, one.uuid, one.symbol)


def posted(name: str, code: str, role: Role | None = None, *, language: str = "en") -> Person:
    """Somebody posted to the entity, who can sign in."""
    one = person(name, role)
    Person.objects.filter(pk=one.pk).update(language=language)
    appoint(person=one, role=Role.READER, by=local_administrator(), on=DAY, entity=entity(code))
    one.language = language
    return one


def opened(subject: Party, due_on: date, **given: Any) -> Due:
    """Something due about the subject, as a later room opens it."""
    usual = {"kind": KIND, "url": "/documents/", "on": DAY, "by": given.get("by") or local_administrator()}
    usual["facts"] = {"asked_on": date(2006, 12, 20)}
    return open_due(about=subject, due_on=due_on, **usual | given)
