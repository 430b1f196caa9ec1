"""Things of the world; each keeps its row and uuid, however it is called."""

from django.db import models
from django.db.models import F, Q

from dispositif.world.models.dated import PUBLIC, Dated, words
from dispositif.world.rules import EntityKind, GroupingKind, Kind, Level

_M49 = r"^\d{3}$"


class Region(Dated):
    """A region of the M49 standard; every one but the world lies in another."""

    uuid = models.UUIDField(unique=True, editable=False)
    m49 = models.CharField(max_length=3, unique=True)
    level = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")

    policy = PUBLIC

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(level__in=words(Level)), name="region_level_known"),
            models.CheckConstraint(condition=Q(m49__regex=_M49), name="region_m49_three_digits"),
            models.CheckConstraint(
                condition=Q(level=Level.WORLD.value, parent__isnull=True)
                | (~Q(level=Level.WORLD.value) & Q(parent__isnull=False)),
                name="region_world_has_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.m49


class Participant(Dated):
    """A State, or an organization that takes part beside States. `code` is ISO alpha-3, or `EU`.

    It exists from `valid_from` to `valid_to` (empty: before and after all days that matter). `kind` is
    the one it has now or had last: on a day, its `Standing` says. `region` is the narrowest one of M49;
    `member_since` the year under which the United Nations lists it; degrees are those of its centroid.
    """

    uuid = models.UUIDField(unique=True, editable=False)
    code = models.CharField(max_length=3, unique=True)
    kind = models.CharField(max_length=20)
    m49 = models.CharField(max_length=3, null=True, unique=True)
    iso2 = models.CharField(max_length=2, null=True, unique=True)
    iso3 = models.CharField(max_length=3, null=True, unique=True)
    member_since = models.PositiveSmallIntegerField(null=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="participants")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    policy = PUBLIC

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=words(Kind)), name="participant_kind_known"),
            models.CheckConstraint(
                condition=Q(m49__isnull=True) | Q(m49__regex=_M49), name="participant_m49_three_digits"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.MEMBER.value, member_since__isnull=False)
                | (~Q(kind=Kind.MEMBER.value) & Q(member_since__isnull=True)),
                name="participant_members_were_admitted",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.REIO.value, m49=None, iso2=None, iso3=None, region=None)
                | (
                    ~Q(kind=Kind.REIO.value)
                    & (Q(m49__isnull=False, iso2__isnull=False, iso3=F("code")) | Q(valid_to__isnull=False))
                    & Q(region__isnull=False)
                ),
                name="participant_states_have_codes",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="participant_lies_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Entity(Dated):
    """An organ, office or official of the United Nations: what adopts, and what is asked to act."""

    uuid = models.UUIDField(unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")

    policy = PUBLIC

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=words(EntityKind)), name="entity_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=EntityKind.ORGANIZATION.value) | Q(parent__isnull=False),
                name="entity_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Theme(Dated):
    """What a mandate is about; a mandate may have several themes."""

    uuid = models.UUIDField(unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")

    policy = PUBLIC

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex="^[A-Z]+$"), name="theme_code_in_capitals"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="theme_not_part_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Grouping(Dated):
    """Participants that one speaks of together: a group, or the region of a field office (apart from M49)."""

    uuid = models.UUIDField(unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20)

    policy = PUBLIC

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=words(GroupingKind)), name="grouping_kind_known"),
        ]

    def __str__(self) -> str:
        return self.code
