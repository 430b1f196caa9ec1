"""Tables of the world. A thing keeps its row; what is known of it are rows of their own, dated twice."""

from dispositif.world.models.dated import Sourced, holds
from dispositif.world.models.facts import Alias, Membership, Standing, Succession
from dispositif.world.models.names import (
    EntityName,
    GroupingName,
    Name,
    ParticipantName,
    RegionName,
    ThemeName,
)
from dispositif.world.models.things import Entity, Grouping, Participant, Region, Theme

__all__ = [
    "Alias",
    "Entity",
    "EntityName",
    "Grouping",
    "GroupingName",
    "Membership",
    "Name",
    "Participant",
    "ParticipantName",
    "Region",
    "RegionName",
    "Sourced",
    "Standing",
    "Succession",
    "Theme",
    "ThemeName",
    "holds",
]
