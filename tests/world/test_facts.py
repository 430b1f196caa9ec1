"""The tables of facts: complete, unique, and refused when they are not."""

import csv
from pathlib import Path

import pytest

from dispositif.kernel.language import BY_CODE
from dispositif.world.check import check
from dispositif.world.facts import Tables, read
from dispositif.world.rules import Kind, Level, fold
from tests.world.tables import alter, faults

ENDED = {"CSK", "DDR", "EAZ", "SUN", "YMD", "YUG"}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read()[0]


def printed(shared: Path, language: str) -> list[dict[str, str]]:
    """The M49 table of the Statistics Division in a language, which names its file."""
    place = shared / f"data/countries/datasets-country-codes/tmp/UNSD-{language}.csv"
    return list(csv.DictReader(place.read_text(encoding="utf-8-sig").splitlines()))


def test_nothing_is_wrong_with_the_tables_that_are_shipped(tables: Tables) -> None:
    assert read()[1] == []
    assert check(tables) == []


def test_the_participants_are_counted(tables: Tables) -> None:
    counts = {kind: sum(row["kind"] == kind for row in tables["participants"]) for kind in Kind}
    assert counts == {Kind.MEMBER: 193 + len(ENDED), Kind.OBSERVER: 2, Kind.STATE: 2, Kind.REIO: 1}
    assert {row["code"] for row in tables["participants"] if row["until_on"]} == ENDED


def test_years_of_admission_are_those_of_a_gathering(tables: Tables, shared: Path) -> None:
    """`country-converter` lists every Member of today under a year, successors under the first one."""
    place = shared / "data/countries/packages/country_converter-1.3.2_country_data.tsv"
    lines = csv.DictReader(place.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    theirs = {line["ISO3"]: line["UNmember"].split(".")[0] for line in lines if line["UNmember"]}
    ours = {row["code"]: row["member_since"] for row in tables["participants"] if not row["until_on"]}
    assert {code: year for code, year in ours.items() if year} == theirs


def test_six_names_each_and_no_article_or_footnote_mark_in_them(tables: Tables) -> None:
    for row in tables["participants"] + tables["regions"]:
        names = [row[language] for language in BY_CODE]
        assert all(names), row.where
        for name in names:
            assert not name.endswith(
                ("(the)", "(le)", "(la)", "(les)", "(l’)", "(el)", "(los)", "(las)", "*")
            )


def test_the_regions_are_those_of_m49(tables: Tables) -> None:
    counts = {level: sum(row["level"] == level for row in tables["regions"]) for level in Level}
    assert counts == {Level.WORLD: 1, Level.REGION: 5, Level.SUBREGION: 17, Level.INTERMEDIATE: 7}


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("TUR", "en", "Türkiye"),
        ("TUR", "ru", "Турция"),
        ("CIV", "en", "Côte d’Ivoire"),
        ("CIV", "zh", "科特迪瓦"),
        ("SWZ", "fr", "Eswatini"),
        ("MKD", "fr", "Macédoine du Nord"),
        ("CZE", "es", "Chequia"),
        ("CPV", "en", "Cabo Verde"),
        ("NLD", "en", "Netherlands (Kingdom of the)"),
        ("BOL", "es", "Bolivia (Estado Plurinacional de)"),
    ],
)
def test_names_are_todays(tables: Tables, code: str, language: str, name: str) -> None:
    assert next(row for row in tables["participants"] if row["code"] == code)[language] == name


def test_codes_and_regions_agree_with_the_m49_table(tables: Tables, shared: Path) -> None:
    """Against the table of the Statistics Division, read apart from what made ours."""
    theirs = {row["M49 Code"]: row for row in printed(shared, "en")}
    for row in tables["participants"]:
        if row["kind"] == Kind.REIO or row["code"] in ENDED:
            continue
        other = theirs[row["m49"]]
        assert (row["iso2"], row["iso3"]) == (other["ISO-alpha2 Code"], other["ISO-alpha3 Code"])
        widths = ("Intermediate Region Code", "Sub-region Code", "Region Code")
        assert row["region"] == next(other[width] for width in widths if other[width])


@pytest.mark.parametrize(
    ("language", "file"), [("ar", "ar"), ("zh", "cn"), ("fr", "fr"), ("ru", "ru"), ("es", "es")]
)
def test_a_name_that_differs_from_the_m49_table_is_marked(
    tables: Tables, shared: Path, language: str, file: str
) -> None:
    theirs = {row["M49 Code"]: row["Country or Area"] for row in printed(shared, file)}
    for row in tables["participants"]:
        if row["m49"] in theirs and not row.doubtful(language):
            spaceless = [fold(name).replace(" ", "") for name in (row[language], theirs[row["m49"]])]
            assert spaceless[0] == spaceless[1], row.where


@pytest.mark.parametrize(
    ("sheet", "key", "values", "found"),
    [
        ("participants", "AFG", {"fr": ""}, ("world.name", "fr")),
        ("participants", "AFG", {"fr": " Afghanistan"}, ("world.name", "fr")),
        ("participants", "AFG", {"ru": "Албания"}, ("world.repeated", "ru")),
        ("participants", "AFG", {"ru": "Albania"}, ("world.shared", "en")),
        ("participants", "AFG", {"m49": "008"}, ("world.repeated", "m49")),
        ("participants", "AFG", {"m49": "4"}, ("world.shape", "m49")),
        ("participants", "AFG", {"kind": "friend"}, ("world.shape", "kind")),
        ("participants", "AFG", {"region": "999"}, ("world.unknown", "region")),
        ("participants", "AFG", {"iso3": "AFX"}, ("world.codes", "code")),
        ("participants", "AFG", {"member_since": ""}, ("world.codes", "member_since")),
        ("participants", "EU", {"region": "150"}, ("world.codes", "region")),
        ("participants", "AFG", {"doubtful": "de"}, ("world.language", "doubtful")),
        ("participants", "AFG", {"source": ""}, ("world.source", "source")),
        ("entities", "SG", {"parent": "CTED"}, ("world.unknown", "parent")),
        ("regions", "002", {"level": "continent"}, ("world.shape", "level")),
        ("entities", "UNODC_DO", {"kind": "division"}, ("world.shape", "kind")),
        ("themes", "TIP", {"code": "Trafficking"}, ("world.shape", "code")),
        ("themes", "TIP", {"parent": "TOC"}, ("world.unknown", "parent")),
        ("themes", "TIP", {"fr": "corruption"}, ("world.repeated", "fr")),
    ],
)
def test_a_wrong_value_is_found(
    copied: Path, sheet: str, key: str, values: dict[str, str], found: tuple[str, str]
) -> None:
    alter(copied, sheet, key, **values)
    assert found in faults(copied)


def test_every_fault_is_found_with_its_line(copied: Path) -> None:
    alter(copied, "participants", "AFG", fr="", m49="x")
    alter(copied, "entities", "UNODC", kind="bureau")
    findings = check(read(copied)[0])
    assert {finding.where for finding in findings} == {"participants.csv:2", "entities.csv:10"}
    assert len(findings) == 3


def test_an_absent_table_and_a_crooked_line_are_found(copied: Path) -> None:
    (copied / "regions.csv").unlink()
    with (copied / "entities.csv").open("a", encoding="utf-8") as file:
        file.write("X,office\n")
    findings = read(copied)[1]
    assert [(one.where, one.code) for one in findings] == [
        ("regions.csv", "world.absent"),
        ("entities.csv:29", "world.columns"),
    ]
