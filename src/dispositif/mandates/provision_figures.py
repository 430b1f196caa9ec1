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
        ("instruments.untoc", phrase("consents to the Convention against organized crime")),
        ("instruments.untoc_tip", phrase("consents to the Protocol on trafficking in persons")),
        ("instruments.untoc_som", phrase("consents to the Protocol on smuggling of migrants")),
        ("instruments.untoc_firearms", phrase("consents to the Protocol on firearms")),
        ("instruments.uncac", phrase("consents to the Convention against Corruption")),
        ("instruments.terrorism", phrase("counter-terrorism instruments in force")),
        ("instruments.protected_persons", phrase("consents to the Convention on protected persons")),
        ("instruments.hostages", phrase("consents to the Convention on the taking of hostages")),
        ("instruments.terrorist_bombings", phrase("consents to the Convention on terrorist bombings")),
        (
            "instruments.terrorism_financing",
            phrase("consents to the Convention on the financing of terrorism"),
        ),
        ("instruments.nuclear_terrorism", phrase("consents to the Convention on nuclear terrorism")),
        ("instruments.without_register", phrase("instruments without a register")),
    ),
    ("A/RES/61/181", "operative", "7"): (("funding.regular_budget", phrase("share of the regular budget")),),
    ("A/RES/61/181", "operative", "8"): (("funding.contributions", phrase("voluntary contributions")),),
    ("A/RES/61/181", "operative", "9"): (ON_TIME,),
}


def figures_of(symbol: str, part: str, path: str, *, asks_report: bool) -> tuple[Named, ...]:
    """The figures of a provision: those of the table; else, of a request for a report, if it was on time."""
    return TABLE.get((symbol, part, path), (ON_TIME,) if asks_report else ())
