"""A register of many mandates, written in bulk by the superuser: no trail, no import.

Ten operative paragraphs a document, each with one act, its words in English and French drawn by frequency
rank, indexed as the program indexes them. One document in fifty is confidential.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import accumulate
from random import Random

import psycopg

from benchmarks.reading.texts import EXAMPLES
from dispositif.documents.folding import folded
from dispositif.kernel.symbol import Symbol

PARAGRAPHS = 10
LENGTH = 60  # words of a paragraph in one language, about 400 characters
RARE, RARE_EVERY, FREQUENT = "zephyrine", 333, "administration"
HIDDEN_EVERY = 50
LANGUAGES = ("en", "fr")
CLEARED = """documents_document, documents_version, documents_provision, documents_rendering,
    mandates_mandate, mandates_course, mandates_tagging"""
_WORDS = (
    "CREATE TEMP TABLE words (mandate bigint PRIMARY KEY, en text, fr text, en_plain text, fr_plain text)"
)
_DOCUMENTS = """COPY documents_document (id, uuid, symbol, slug, symbol_key, organ, kind, session, year,
    adopted_source, adopted_verified, sensitivity, added_on) FROM STDIN"""
STATEMENTS = (
    # versions: two a document, English first
    """INSERT INTO documents_version (id, uuid, document_id, language, ordinal, text, text_sha256, format,
        reading, reader, search, imported_on, imported_by)
    SELECT d.id * 2 - (l = 'en')::int, gen_random_uuid(), d.id, l, 1, 'benchmark', md5(l) || md5(d.id::text),
        'text', '{}', 'benchmark', to_tsvector('simple', 'benchmark'), DATE '2026-01-01', 'benchmark'
    FROM documents_document d, unnest(ARRAY['en', 'fr']) l""",
    # provisions: the paragraph, then its act
    """INSERT INTO documents_provision (id, uuid, document_id, part, path, act, place, revision)
    SELECT m * 2 - (a = 0)::int, gen_random_uuid(), (m - 1) / {each} + 1, 'operative',
        ((m - 1) % {each} + 1)::text, a, (m - 1) % {each} + 1, 0
    FROM generate_series(1, {mandates}) m, generate_series(0, 1) a""",
    """INSERT INTO documents_rendering (provision_id, version_id, text, spans, marks, relation)
    SELECT w.mandate * 2 - 1, ((w.mandate - 1) / {each} + 1) * 2 - (l = 'en')::int,
        CASE l WHEN 'en' THEN w.en ELSE w.fr END, '[]', '[]', 'first'
    FROM words w, unnest(ARRAY['en', 'fr']) l""",
    """INSERT INTO mandates_mandate (id, uuid, provision_id, kind, order_key, sensitivity, act, addressees,
        asks_report, status, status_on, owner_id, officer_name, due_on, theme_codes, look, begins_on,
        registered_on, registered_by, revision, followed_version, followed_reading, search)
    SELECT m.id, gen_random_uuid(), m.id * 2, m.kind, d.symbol_key || to_char(p.place, ' 00000') || ' 001',
        d.sensitivity, (ARRAY['request', 'urge', 'decide', 'call_upon'])[m.id % 4 + 1],
        ARRAY[(ARRAY['SG', 'UNODC', 'STATES', 'OHCHR', 'GA'])[m.id % 5 + 1]], m.id % 3 = 0,
        CASE m.kind WHEN 'states' THEN 'not_applicable'
            ELSE (ARRAY['no_indication', 'in_progress', 'completed', 'not_implemented'])[m.id / 7 % 4 + 1]
        END,
        DATE '2006-09-01', CASE WHEN m.id % 3 = 0 THEN NULL ELSE e.ids[m.id % 5 + 1] END, '',
        CASE WHEN m.id % 2 = 0 THEN DATE '2007-01-01' + (m.id % 9000)::int END,
        CASE WHEN m.id % 3 = 0 THEN ARRAY[t.codes[m.id % 5 + 1]] ELSE ARRAY[]::varchar[] END,
        CASE WHEN m.id % 100 = 0 THEN 'changed' ELSE '' END,
        DATE '2006-09-01', DATE '2026-01-01', 'benchmark', 0, 0, 0,
        to_tsvector('simple', lower(d.symbol)) || to_tsvector('english', w.en_plain)
            || to_tsvector('french', w.fr_plain)
    FROM (SELECT g AS id, CASE WHEN g % 5 = 2 THEN 'states' ELSE 'mandate' END AS kind
            FROM generate_series(1, {mandates}) g) m
        JOIN documents_provision p ON p.id = m.id * 2 JOIN documents_document d ON d.id = p.document_id
        JOIN words w ON w.mandate = m.id,
        (SELECT array_agg(id ORDER BY id) AS ids FROM world_entity WHERE code = ANY('{owners}')) e,
        (SELECT '{themes}'::varchar[] AS codes) t
    ORDER BY m.id""",
    """INSERT INTO mandates_course (mandate_id, sensitivity, status, owner_id, due_on, theme_codes, since_on,
        recorded_at)
    SELECT id, sensitivity, status, owner_id, due_on, theme_codes, begins_on, now() FROM mandates_mandate""",
    """INSERT INTO mandates_tagging (mandate_id, theme_id)
    SELECT m.id, t.id FROM mandates_mandate m JOIN world_theme t ON t.code = ANY(m.theme_codes)""",
    "DROP TABLE words",
)


def fill(connection: psycopg.Connection, mandates: int) -> None:
    """Make this the register: same number, same register. What stood there before is gone."""
    connection.execute("SET session_replication_role = replica")  # no triggers: only rows
    connection.execute(f"TRUNCATE {CLEARED} RESTART IDENTITY CASCADE".encode())
    connection.execute(_WORDS)
    drawn = Random(61181)
    _copy(connection, _DOCUMENTS, map(_document, range(1, mandates // PARAGRAPHS + 1)))
    _copy(connection, "COPY words FROM STDIN", _paragraphs(drawn, mandates))
    for statement in STATEMENTS:
        connection.execute(_filled(statement, mandates).encode())
    connection.execute(f"VACUUM ANALYZE {CLEARED}".encode())


def _filled(statement: str, mandates: int) -> str:
    """The statement with what it leaves open."""
    values = {
        "{each}": str(PARAGRAPHS),
        "{mandates}": str(mandates),
        "{owners}": "{SG,UNODC,OHCHR,UNDP,UNOCT}",
        "{themes}": "{TIP,CORRUPTION,ML,TERRORISM,JUSTICE}",
    }
    for name, value in values.items():
        statement = statement.replace(name, value)
    return statement


def _document(number: int) -> tuple[object, ...]:
    one = Symbol.parse(f"A/RES/{31 + number // 1000}/{number % 1000 + 1}")
    named = (str(one), one.slug, one.sort_key, one.organ, one.kind, one.session_number, one.year)
    uuid = f"00000000-0000-4000-8000-{number:012d}"
    sensitivity = "unclassified" if number % HIDDEN_EVERY else "confidential"
    return number, uuid, *named, "", True, sensitivity, "2026-01-01"


def _paragraphs(drawn: Random, mandates: int) -> Iterator[tuple[object, ...]]:
    known = [_known(name) for name in EXAMPLES]
    for number in range(1, mandates + 1):
        rare = f"{RARE} " if number % RARE_EVERY == 0 else ""
        said = [rare + _some(drawn, words, ranks) for words, ranks in known]
        yield number, *said, *map(folded, said)


def _known(name: str) -> tuple[list[str], list[float]]:
    """The words of an example, and their cumulative weights by rank (Zipf)."""
    text = files("dispositif.demo").joinpath("examples", name).read_text(encoding="utf-8")
    words = list(dict.fromkeys(re.findall(r"[^\W\d_]{3,}", text.lower())))
    return words, list(accumulate(1 / rank for rank in range(1, len(words) + 1)))


def _some(drawn: Random, words: list[str], ranks: list[float]) -> str:
    return " ".join(drawn.choices(words, cum_weights=ranks, k=LENGTH))


def _copy(connection: psycopg.Connection, statement: str, rows: Iterator[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for row in rows:
            copy.write_row(row)
