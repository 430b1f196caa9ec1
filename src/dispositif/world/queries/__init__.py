"""Reading the world. `at` is a day on which the facts hold; `language` an official one (`fr`)."""

from dispositif.world.queries.groups import belonging, members
from dispositif.world.queries.named import (
    addressed,
    carries_out,
    entities,
    entity,
    grouping,
    groupings,
    name_of,
    owners,
    participant,
    participants,
    region,
    regions,
    theme,
    themes,
)
from dispositif.world.queries.names import former_names, names, revision
from dispositif.world.queries.presence import (
    continued,
    places,
    presences,
    standings,
    successions,
    universe,
    within,
)
from dispositif.world.queries.recognition import Recognised, Recogniser, recognise, recogniser, resolve

__all__ = [
    "Recognised",
    "Recogniser",
    "addressed",
    "belonging",
    "carries_out",
    "continued",
    "entities",
    "entity",
    "former_names",
    "grouping",
    "groupings",
    "members",
    "name_of",
    "names",
    "owners",
    "participant",
    "participants",
    "places",
    "presences",
    "recognise",
    "recogniser",
    "region",
    "regions",
    "resolve",
    "revision",
    "standings",
    "successions",
    "theme",
    "themes",
    "universe",
    "within",
]
