"""Which figures answer for which provision: the table of the plan.

A figure is named here by the paragraph that it answers, whether or not a room registers it yet: a name that
nobody registered prints “none”.
"""

from dispositif.kernel.refusal import phrase

Named = tuple[str, str]
"""The name of a figure, and what it will say, for as long as nobody registers it."""

ON_TIME: Named = ("reports.on_time", phrase("reports on time"))
TABLE: dict[tuple[str, str, str], tuple[Named, ...]] = {
    ("A/RES/61/181", "operative", "2"): (
        ("assistance.requests", phrase("requests of States")),
        ("assistance.answered", phrase("requests answered")),
    ),
    ("A/RES/61/181", "operative", "3"): (
        ("programmes.global", phrase("global programmes under way")),
        ("funding.by_theme", phrase("money by theme")),
    ),
    ("A/RES/61/181", "operative", "4"): (
        ("instruments.strategies", phrase("national and regional strategies known")),
    ),
    ("A/RES/61/181", "operative", "5"): (
        ("offices.open", phrase("field offices open")),
        ("offices.states_served", phrase("States served by field offices")),
    ),
    ("A/RES/61/181", "operative", "6"): (
        ("instruments.untoc", phrase("participants bound by the Convention against organized crime")),
        ("instruments.uncac", phrase("participants bound by the Convention against Corruption")),
        ("instruments.terrorism", phrase("counter-terrorism instruments in force")),
    ),
    ("A/RES/61/181", "operative", "7"): (("funding.regular_budget", phrase("share of the regular budget")),),
    ("A/RES/61/181", "operative", "8"): (("funding.contributions", phrase("voluntary contributions")),),
    ("A/RES/61/181", "operative", "9"): (ON_TIME,),
}


def figures_of(symbol: str, part: str, path: str, *, asks_report: bool) -> tuple[Named, ...]:
    """The figures of a provision: those of the table; else, of a request for a report, if it was on time."""
    return TABLE.get((symbol, part, path), (ON_TIME,) if asks_report else ())
