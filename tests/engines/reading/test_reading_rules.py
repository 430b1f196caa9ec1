"""Single rules of reading, on texts made for the rule."""

import subprocess
import sys
import time

import pytest

from dispositif.engines.reading import Reading, read
from dispositif.engines.reading.explain import RULES
from dispositif.engines.reading.lexicon import CODES, lexicon
from dispositif.engines.reading.verify import verify
from dispositif.engines.reading.vocabulary import ACTS, ADDRESSEES, INSTRUMENTS
from dispositif.kernel.refusal import Refusal
from tests.engines.reading.texts import example, seed
from tests.environment import bare_environment

HEAD = "60/11. A title\n\nThe General Assembly,\n\n"


def english(body: str, head: str = HEAD) -> Reading:
    reading = read(head + body, language="en")
    assert verify(reading, head + body) == []
    return reading


def targets(reading: Reading, para: str) -> list[str]:
    return [target for one in reading.citations if one.para == para for target in one.targets]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "reading.empty"),
        (" \n\t ", "reading.empty"),
        ("A shopping list: milk, bread.", "reading.not_a_resolution"),
        ("abc\x00def", "reading.binary"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.code == code


def test_a_language_without_data_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read(HEAD + "1. Decides to rest.", language="tlh")
    assert refused.value.code == "reading.language"
    assert "en" in str(refused.value)


def test_the_text_may_be_longer_than_is_read() -> None:
    with pytest.raises(Refusal) as refused:
        read("a" * 20_000_001)
    assert refused.value.code == "reading.too_long"


def test_a_gap_is_reported_and_not_repaired() -> None:
    reading = english(
        "1. Requests the Secretary-General to act;\n\n4. Decides to remain seized of the matter."
    )
    assert [one.id for one in reading.operative] == ["1", "4"]
    assert [(one.code, one.facts["first"], one.facts["last"]) for one in reading.findings] == [
        ("reading.gap", 2, 3)
    ]


def test_an_unnumbered_single_paragraph() -> None:
    reading = english(
        "Adopts the declaration annexed to the present resolution.\n\n71st plenary meeting\n18 May 2006"
    )
    assert [(one.id, one.number, one.acts[0].act) for one in reading.operative] == [("1", "", "adopt")]
    assert str(reading.doc.adopted_on) == "2006-05-18"


def test_points_and_their_paths() -> None:
    body = (
        "1. Urges States:\n\n(a) To learn:\n\n(i) From friends;\n\n(ii) From others;\n\n"
        "(b) To teach;\n\n2. Decides to rest."
    )
    reading = english(body)
    assert [one.id for one in reading.operative] == ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)", "2"]
    assert reading.paragraph("1(a)(ii)").path == ("1", "a", "ii")


def test_numbers_that_begin_again_open_a_section() -> None:
    body = "1. Decides to sit.\n\nB\n\nThe General Assembly,\n\nRecalling much,\n\n1. Decides to stand."
    reading = english(body)
    assert [one.id for one in reading.operative] == ["1", "B/1"]


def test_an_annex_is_no_part_of_the_resolution() -> None:
    reading = english(
        "1. Adopts the rules.\n\nAnnex\n\nRules\n\n1. The chair opens the meeting.\n\n2. The chair closes it."
    )
    assert [one.id for one in reading.operative] == ["1"]
    assert "annex" in {str(node.kind) for node in reading.nodes}


def test_an_orphan_call_is_reported_and_no_note_invented() -> None:
    reading = english("Recalling its decision on the register,1 and the rules,2\n\n1. Decides to rest.")
    assert reading.footnotes == ()
    assert [one.facts["number"] for one in reading.findings if one.code == "reading.note_missing"] == [1, 2]


def test_a_note_that_nobody_calls_is_reported() -> None:
    reading = english("1. Decides to rest.\n\n_______________\n1 See resolution 55/25.\n")
    assert [one.code for one in reading.findings] == ["reading.note_not_called"]
    assert targets(reading, "fn1") == ["A/RES/55/25"]


def test_a_number_that_is_valid_both_ways_stays_whole_when_its_note_is_called_elsewhere() -> None:
    body = (
        "Recalling its resolution 59/131 and the report of the Secretary-General,1\n\n"
        "1. Decides to rest.\n\n_____\n1 A/60/5."
    )
    reading = english(body)
    assert "A/RES/59/131" in targets(reading, "p1")
    assert [one.para for one in reading.footnotes[0].anchors] == ["p1"]


def test_a_number_that_is_valid_both_ways_is_split_with_a_warning_when_only_so_the_note_is_called() -> None:
    body = "Recalling its resolution 59/131\n and other matters,\n\n1. Decides to rest.\n\n_____\n1 A/60/5."
    reading = english(body)
    assert targets(reading, "p1")[0] in ("A/RES/59/13", "A/60/5")
    assert "reading.mark_doubtful" in {one.code for one in reading.findings}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Recalling its resolutions 59/1 to 59/4 of 2 December 2004,",
            [f"A/RES/59/{n}" for n in range(1, 5)],
        ),
        ("Recalling Security Council resolution 1373 (2001),", ["S/RES/1373 (2001)"]),
        ("Recalling its resolution 3411 A (XXX) of 28 November 1975,", ["A/RES/3411 A (XXX)"]),
        ("Recalling Economic and Social Council resolution 1503 (XLVIII),", ["E/RES/1503 (XLVIII)"]),
        ("Recalling Human Rights Council resolution 16/21,", ["A/HRC/RES/16/21"]),
        ("Recalling Economic and Social Council decision 2000/288,", ["E/DEC/2000/288"]),
        ("Noting document A/58/5 and Add.1,", ["A/58/5", "A/58/5/Add.1"]),
        ("Recalling all relevant resolutions of the Assembly,", []),
        ("Recalling resolution 9/8 of the Conference of the States Parties to the Convention,", []),
        ("Noting that 24/7 service is rarely offered,", []),
    ],
)
def test_citations(text: str, expected: list[str]) -> None:
    assert targets(english(f"{text}\n\n1. Decides to rest."), "p1") == expected


def test_a_date_outside_the_session_is_remarked() -> None:
    reading = english("Recalling its resolution 55/2 of 8 September 1999,\n\n1. Decides to rest.")
    assert "reading.date_session" in {one.code for one in reading.findings}


def test_an_hrc_text_speaks_of_its_own_resolutions() -> None:
    head = "Resolution adopted by the Human Rights Council\n\n17/3\n\nThe Human Rights Council,\n\n"
    reading = english(
        "Recalling its resolution 8/4 and General Assembly resolution 60/251,\n\n1. Decides to rest.", head
    )
    assert targets(reading, "p1") == ["A/HRC/RES/8/4", "A/RES/60/251"]
    assert reading.doc.symbol == "A/HRC/RES/17/3"


@pytest.mark.parametrize(
    ("text", "act", "addressees"),
    [
        ("Requests the Secretary-General, in consultation with Member States, to act;", "request", ("SG",)),
        (
            "Calls upon all States and non-governmental organizations to act;",
            "call_upon",
            ("STATES_ALL", "NGOS"),
        ),
        ("Strongly encourages donors to give;", "urge", ("DONORS",)),
        ("Also requests the Human Rights Council to consider the question;", "request", ("HRC",)),
        ("Decides that the office shall be closed;", "decide", ()),
        ("Reiterates its request to the Secretary-General to act;", "request", ("SG",)),
        ("Expresses its deep concern at the delays;", "express_concern", ()),
    ],
)
def test_acts_and_addressees(text: str, act: str, addressees: tuple[str, ...]) -> None:
    found = english(f"1. {text}").operative[0].acts[0]
    assert (found.act, found.addressees) == (act, addressees)


@pytest.mark.parametrize(
    "text",
    [
        "Takes note of the report, in which the Secretary-General requests and welcomes support;",
        "Recalls the statement “the Council recalls, and requests the Secretary-General to act”;",
    ],
)
def test_a_verb_that_is_not_the_organs_is_no_act(text: str) -> None:
    assert len(english(f"1. {text}").operative[0].acts) == 1


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("to report at its sixty-second session", "session", 62),
        ("to report to it no later than 31 December 2010", "date", "2010-12-31"),
        ("to act as soon as possible", "asap", ""),
        ("to say so in his next report", "next_report", ""),
        ("to apply what was decided at its twentieth session", None, None),
    ],
)
def test_deadlines(text: str, kind: str | None, value: object) -> None:
    found = english(f"1. Requests the Secretary-General {text}.").operative[0].acts[0].deadline
    assert (found and found.kind) == kind
    if found:
        assert (found.session or found.date) == value


@pytest.mark.parametrize(
    ("text", "interval"), [("every six months", "P6M"), ("every 45 days", "P45D"), ("annually", "P1Y")]
)
def test_recurrence(text: str, interval: str) -> None:
    found = (
        english(f"1. Requests the Secretary-General to report to it {text}.").operative[0].acts[0].recurrence
    )
    assert found is not None
    assert found.interval == interval


def test_french_demande_weighs_by_whom_it_speaks_to() -> None:
    head = "60/11. Un titre\n\nL’Assemblée générale,\n\n"
    reading = read(head + "1. Demande au Secrétaire général d’agir ;\n\n2. Demande à tous les États d’agir.")
    secretary, states = (one.acts[0] for one in reading.operative)
    assert (secretary.act, secretary.strength) == ("request", 3)
    assert (states.act, states.strength, states.strength_range) == ("call_upon", 2, (2, 3))


def test_old_prints_without_accents_are_read() -> None:
    reading = read(
        "L'Assemblee generale,\n\nReaffirmant ses resolutions,\n\n1. Decide d'agir.", language="fr"
    )
    assert [one.acts[0].act for one in reading.paragraphs] == ["reaffirm", "decide"]


def test_every_language_has_the_same_acts_addressees_and_instruments() -> None:
    for code in CODES:
        raw = lexicon(code).raw
        assert raw["acts"].keys() == ACTS.keys()
        assert raw["addressees"].keys() == ADDRESSEES.keys()
        assert {one["id"] for one in raw["instrument"]} == INSTRUMENTS.keys() - {"self"}
        for act, forms in raw["acts"].items():
            assert forms["says"] or forms["opens"], (code, act)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", {"first": 1, "sixty-second": 62, "one hundred and second": 102, "hundred and fifth": 105}),
        ("fr", {"soixante-deuxieme": 62, "soixante et onzieme": 71, "quatre-vingt-dix-neuvieme": 99}),
    ],
)
def test_ordinal_words_are_made_by_rule(code: str, words: dict[str, int]) -> None:
    made = lexicon(code).ordinals
    assert {word: made[word] for word in words} == words
    assert set(range(1, 121)) <= set(made.values())


def test_everything_can_be_explained() -> None:
    reading = read(example("fr"))
    found = [one for paragraph in reading.paragraphs for one in (*paragraph.acts, *paragraph.anchors)]
    assert {one.rule for one in [*found, *reading.citations]} - RULES.keys() == set()
    assert all(sentence.endswith(".") for sentence in RULES.values())


def test_verify_finds_a_reading_of_another_text() -> None:
    assert verify(read(example("en")), example("fr"))


@pytest.mark.parametrize(
    "hostile",
    [
        "a", "1/", "(", "Recalling and ", "60/1, ", "é́", "resolution 60/1 and ", "A/60/1 and Corr.1, ",
        "Requests States to act; and ", "word1 ", "“x” and ", "1\n", "(a) To act; ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("lead", ["Recalling ", "1. Requests the Secretary-General "])
def test_hostile_lines_take_linear_time(hostile: str, lead: str) -> None:
    """Twice the text takes no more than three times as long; at four times it would grow by squares.

    What else runs on the machine may spoil a measurement, and spoils not three in a row.
    """
    tail = ".\n\n2. Decides to rest.\n\n_____\n1 See A/60/1."
    texts = [HEAD + lead + hostile * (size // len(hostile)) + tail for size in (60_000, 120_000)]
    assert any(_linear(*texts) for _ in range(3))


def _linear(short: str, long: str) -> bool:
    once, twice = (min(seconds(text) for _ in range(3)) for text in (short, long))
    return twice < 3 * once + 0.02


def seconds(text: str) -> float:
    """Processor time of one reading."""
    start = time.process_time()
    read(text, language="en")
    return time.process_time() - start


def test_importing_the_engine_brings_no_heavy_package() -> None:
    heavy = "{'django', 'lxml', 'rich', 'click', 'pypdfium2'}"
    code = f"import sys, dispositif.engines.reading; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=bare_environment()
    )
    assert done.stdout.strip() == "[]"


def test_line_ends_of_every_system_read_alike() -> None:
    plain = read(seed())
    windows = read(seed().replace("\n", "\r\n"))
    assert [one.text for one in windows.paragraphs] == [one.text for one in plain.paragraphs]
