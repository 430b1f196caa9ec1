"""The table of the benchmarks says what was measured, and the readers are measured as they are."""

from benchmarks.reading.child import measured
from benchmarks.reading.measure import rows as reading_rows
from benchmarks.reading.readers import ours
from benchmarks.reading.texts import EXAMPLES, HOSTILE, REPEATED, large, small
from benchmarks.tables import HEADS, Row, ahead, number, table


def test_above_one_means_that_ours_is_ahead_whatever_is_better() -> None:
    assert ahead(Row("x", "documents/s", 400, "peer", 100)) == 4
    assert ahead(Row("x", "ms", 100, "peer", 400, less=True)) == 4
    assert ahead(Row("x", "ms", 400, "peer", 100, less=True)) == 0.25


def test_no_ratio_without_both_values() -> None:
    assert ahead(Row("x", "ms", None, "peer", 4)) is None
    assert ahead(Row("x", "ms", 4, "peer", None)) is None
    assert ahead(Row("x", "ms", 4)) is None


def test_numbers_have_three_figures() -> None:
    assert [number(one) for one in (0.0123456, 1.5, 41.26, 1234.5, 2.0, None)] == [
        "0.0123", "1.5", "41.3", "1,234", "2", "–",
    ]  # fmt: skip


def test_every_row_stands_in_the_table_with_its_target_and_its_missing_result() -> None:
    rows = [
        Row("first", "ms", 250, "peer", 500, less=True, target=200),
        Row("second", "MB/s", 5, "peer", None, target=4, note="the peer: no answer | at all"),
    ]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table(rows).splitlines()]
    assert lines[0] == list(HEADS)
    assert lines[2] == ["first", "ms", "250", "< 200, missed", "peer", "500", "2×", ""]
    assert lines[3] == ["second", "MB/s", "5", "≥ 4, met", "peer", "–", "", "the peer: no answer ¦ at all"]


def test_our_reader_is_measured_on_our_own_texts() -> None:
    call, count = ours()
    told = measured(call, count, small()[EXAMPLES[1]], patience=0)
    assert told["seconds"] > 0
    assert told["found"]["numbered paragraphs"] >= 10
    assert told["found"]["citations"] >= 10


def test_a_reader_that_fails_gives_its_own_words() -> None:
    def call(text: str) -> str:
        raise ValueError(f"cannot read {text}\nand more")

    assert measured(call, lambda _answer: {}, "this", patience=0) == {"error": "ValueError: cannot read this"}


def test_large_texts_have_the_size_asked_for() -> None:
    made = large(20_000)
    assert 20_000 <= len(made[REPEATED].encode()) < 25_000
    assert max(map(len, made[HOSTILE].splitlines())) > 15_000


def test_readers_that_are_not_there_keep_their_rows_with_the_reason() -> None:
    """Runs the child processes; the peers are installed for `make bench` only, and may be absent here."""
    found = list(reading_rows(quick=True))
    assert {row.beside for row in found} == {"bluebell-akn", "eyecite"}
    assert all(row.ours for row in found if row.unit == "documents/s")
    assert all(row.theirs or row.note for row in found)
