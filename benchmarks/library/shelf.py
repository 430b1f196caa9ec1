"""A library of many documents, put on the shelf in bulk by the superuser: no trail, no import.

Titles in two languages for all, a text for every fifth. Words are drawn from our own example by
frequency rank (Zipf), so that searches meet both frequent and rare ones.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import accumulate
from random import Random

import psycopg

from benchmarks.reading.texts import EXAMPLES
from dispositif.documents.folding import sort_key
from dispositif.kernel.symbol import Symbol

WITH_TEXT = 5  # one in so many documents
LENGTH = 400  # words of a text, about 2.5 kB
RARE, RARE_EVERY = "zephyrine", 500  # a word that stands in one of so many texts
OPENINGS = 400  # titles that differ in more than their number
_DOCUMENTS = """COPY documents_document (id, uuid, symbol, slug, symbol_key, organ, kind, session, year,
    adopted_source, adopted_verified, sensitivity, added_on) FROM STDIN"""
_TITLES = "COPY documents_title (document_id, language, title, sort_key) FROM STDIN"
_TEXTS = """
CREATE TEMP TABLE words (document bigint, text text);
"""
_VERSIONS = """
INSERT INTO documents_version (uuid, document_id, language, ordinal, text, text_sha256, format, reading,
    reader, search, imported_on, imported_by)
SELECT gen_random_uuid(), document, 'en', 1, text, md5(text) || md5(document::text), 'text', '{}',
    'benchmark', to_tsvector('english', text), DATE '2026-01-01', 'benchmark' FROM words;
DROP TABLE words;
"""
_SETTLE = """
SELECT setval(pg_get_serial_sequence('documents_document', 'id'), (SELECT max(id) FROM documents_document));
VACUUM ANALYZE documents_document, documents_title, documents_version;
"""


def fill(connection: psycopg.Connection, documents: int) -> None:
    """Put so many documents on an empty shelf. Same number, same library."""
    drawn = Random(61181)
    words = {language: _words(name) for language, name in zip(("en", "fr"), EXAMPLES, strict=True)}
    connection.execute("SET session_replication_role = replica")  # no triggers: only rows
    _copy(connection, _DOCUMENTS, map(_document, range(1, documents + 1)))
    _copy(connection, _TITLES, _titles(drawn, words, documents))
    connection.execute(_TEXTS)
    _copy(connection, "COPY words FROM STDIN", _texts(drawn, words["en"], documents))
    connection.execute(_VERSIONS)
    for statement in _SETTLE.strip().split("\n"):
        connection.execute(statement.encode())


def symbol(number: int) -> Symbol:
    """The symbol of a document: resolutions of the sessions from the 31st on, a thousand in each."""
    return Symbol.parse(f"A/RES/{31 + number // 1000}/{number % 1000 + 1}")


def _document(number: int) -> tuple[object, ...]:
    one = symbol(number)
    named = (str(one), one.slug, one.sort_key, one.organ, one.kind, one.session_number, one.year)
    uuid = f"00000000-0000-4000-8000-{number:012d}"
    return number, uuid, *named, "", True, "unclassified", "2026-01-01"


def _titles(drawn: Random, words: dict[str, list[str]], documents: int) -> Iterator[tuple[object, ...]]:
    """Key of the opening and the number: as long as a real key, made a thousand times faster."""
    for language, known in words.items():
        openings = [" ".join(_some(drawn, known, 8)).capitalize() for _ in range(OPENINGS)]
        keys = [sort_key(opening) for opening in openings]
        for number in range(1, documents + 1):
            place = number % OPENINGS
            yield number, language, f"{openings[place]} {number}", f"{keys[place]}{number:06x}"


def _texts(drawn: Random, known: list[str], documents: int) -> Iterator[tuple[object, ...]]:
    for count, number in enumerate(range(WITH_TEXT, documents + 1, WITH_TEXT)):
        rare = [RARE] if count % RARE_EVERY == 0 else []
        yield number, " ".join([str(symbol(number)), *rare, *_some(drawn, known, LENGTH)])


def _some(drawn: Random, known: list[str], count: int) -> list[str]:
    ranks = list(accumulate(1 / rank for rank in range(1, len(known) + 1)))
    return drawn.choices(known, cum_weights=ranks, k=count)


def _words(name: str) -> list[str]:
    text = files("dispositif.demo").joinpath("examples", name).read_text(encoding="utf-8")
    return list(dict.fromkeys(re.findall(r"[^\W\d_]{3,}", text.lower())))


def _copy(connection: psycopg.Connection, statement: str, rows: Iterator[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for row in rows:
            copy.write_row(row)
