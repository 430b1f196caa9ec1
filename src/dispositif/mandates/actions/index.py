"""The words of a mandate's paragraph, made searchable in every language held."""

from collections.abc import Iterable

from django.db import connection

from dispositif.documents.folding import configuration, folded
from dispositif.mandates.models import Mandate
from dispositif.mandates.queries.texts import words_of


def index(mandates: Iterable[Mandate]) -> None:
    """Put the words of their paragraphs, as they stand last in each language, into the search column."""
    listed = list(mandates)
    said = words_of([mandate.provision for mandate in listed])
    with connection.cursor() as cursor:
        for mandate in listed:
            words = said.get(mandate.provision_id, {})
            parts = ["to_tsvector('simple', %s)"] + ["to_tsvector(%s::regconfig, %s)"] * len(words)
            given = [folded(mandate.provision.document.symbol)]
            for language, text in words.items():
                given += [configuration(language), folded(text)]
            statement = f"UPDATE mandates_mandate SET search = {' || '.join(parts)} WHERE id = %s"  # noqa: S608
            cursor.execute(statement, [*given, mandate.pk])
