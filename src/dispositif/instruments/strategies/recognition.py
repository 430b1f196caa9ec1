"""Whom a name or a code means: participants by dated names, entities by code or name; nobody is guessed."""

from datetime import date

from django.db.models import Q

from dispositif.instruments.strategies.refusals import Known
from dispositif.kernel.period import Period
from dispositif.world.models import Entity, EntityName, Participant, ParticipantName
from dispositif.world.queries import recogniser
from dispositif.world.rules import Kind, fold


class Recogniser:
    """Recognises names within one file or form; each name is looked up once.

    `known` holds every participant that was recognised, by its code, under its latest English name.
    """

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self._named = recogniser()
        self._participants: dict[tuple[str, date | None], str] = {}
        self._entities: dict[str, str] = {}

    def participant(self, said: str, at: date | None = None) -> str:
        """The code of the participant that a code means, or a name; empty where it means nobody for sure.

        Where two bore the name, the one counts that bore it on the day.
        """
        asked = (said, at)
        if asked not in self._participants:
            named = self._named(said, at)
            found = _by_code(said) or (named.participant if named else None)
            self._participants[asked] = found.code if found else ""
            self.learn({found.code} if found else set())
        return self._participants[asked]

    def entity(self, said: str) -> str:
        """The code of the entity of the United Nations that the words mean; empty where they mean none."""
        if said not in self._entities:
            named = EntityName.objects.filter(folded=fold(said), superseded_at=None)
            found = Entity.objects.filter(Q(code=said) | Q(pk__in=named.values("entity")))[:2]
            self._entities[said] = found[0].code if len(found) == 1 else ""
        return self._entities[said]

    def learn(self, codes: set[str]) -> None:
        """Look up participants by their codes, those that are not known yet all at once."""
        wanted = codes - self.known.keys()
        if wanted:
            self.known |= {one.code: _known(one) for one in Participant.objects.filter(code__in=wanted)}


def _by_code(said: str) -> Participant | None:
    code = said.upper()
    return Participant.objects.filter(Q(code=code) | Q(iso2=code) | Q(m49=code)).first()


def _known(one: Participant) -> Known:
    names = ParticipantName.objects.filter(participant=one, language="en", superseded_at=None)
    name = (
        names.order_by("-valid_to").values_list("name", flat=True).first()
    )  # PostgreSQL puts open ends first
    return Known(name or one.code, one.kind != Kind.REIO, Period(one.valid_from, one.valid_to))
