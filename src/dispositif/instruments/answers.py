"""Which paragraphs are answered by treaties, Conferences or strategies: a table, no Django."""

from dataclasses import dataclass

from dispositif.instruments.rules import NAMED, Family

STRATEGIES = ("strategies.national", "strategies.regional", "strategies.states_covered")
CONFERENCES = (
    "conferences.sessions",
    "conferences.documents_on_time",
    "conferences.questionnaires_received",
    "conferences.contributors",
)
COMMISSION = ("conferences.sessions", "conferences.session_days", "conferences.documents_on_time")
"""No mechanism of review reports to the Commission."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers a paragraph: the instruments of these families, and figures by their names.

    Each figure is about everything, or about each entity whose code stands with it in `entities`; `page`
    shows what stands behind them.
    """

    families: tuple[Family, ...] = ()
    figures: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    page: str = "instruments:conferences"


TABLE: dict[tuple[str, str, str], Answer] = {
    ("A/RES/61/181", "operative", "4"): Answer(figures=STRATEGIES, page="instruments:strategy_coverage"),
    ("A/RES/61/181", "operative", "6"): Answer(
        families=NAMED, figures=CONFERENCES, entities=("COP_UNTOC", "COSP_UNCAC")
    ),
    ("A/RES/61/181", "operative", "7"): Answer(figures=COMMISSION, entities=("CCPCJ",)),
}


def answer(symbol: str, part: str, path: str) -> Answer | None:
    """What answers the paragraph; None where this room has nothing to say of it."""
    return TABLE.get((symbol, part, path))
