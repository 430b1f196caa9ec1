"""A register in two languages: an owner, a theme, a status, and a text that only the secretariat sees."""

from datetime import date

from django.test import Client

from dispositif.documents.models import Document
from dispositif.kernel.symbol import Symbol
from dispositif.mandates import actions, rules
from dispositif.mandates.models import Mandate
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.world.actions import load_facts
from dispositif.world.queries import entity, theme
from tests.mandates.registered import TEXT, again, registered
from tests.world import imported, person, signed_in

ON = date(2008, 3, 1)
ENGLISH = TEXT.replace("99/88", "61/88").replace("98/88", "60/88").replace("A/98/123", "A/60/123")
FRENCH = """61/88. Tribunaux et ports des petites îles

L’Assemblée générale,

Rappelant sa résolution 60/175 du 16 décembre 2005,

1. Prend note avec satisfaction du rapport du Secrétaire général sur l’application de sa résolution 60/88 ;

2. Prie le Secrétaire général de doter les tribunaux des petites îles des moyens dont ils ont besoin ;

3. Prie instamment tous les États d’adopter des stratégies nationales contre le trafic de tortues ;

4. Prie l’Office des Nations Unies contre la drogue et le crime de former les juges des ports d’ici au
31 mars 2046 ;

5. Prie le Secrétaire général de lui présenter à sa centième session un rapport sur la présente résolution.
"""
SECRET = ENGLISH.replace("61/88", "61/89").replace("turtles", "cormorants")


def shelf() -> dict[str, Mandate]:
    """The register of the English and French text, by path: 2 has an owner and a theme, 4 is in progress."""
    by = local_administrator()
    load_facts(by=by.as_party(), on=ON)
    imported(ENGLISH)
    found = registered(imported(FRENCH).document, ON)
    author = {"by": by, "on": ON}
    one = actions.assign(mandate=found["2"], owner=entity("UNODC"), seen=0, **author)  # type: ignore[arg-type]
    actions.tag(mandate=one, themes=[theme("CORRUPTION")], seen=1, **author)  # type: ignore[arg-type]
    in_progress = rules.Status.IN_PROGRESS
    actions.state(mandate=found["4"], status=in_progress, since=date(2007, 1, 1), seen=0, **author)  # type: ignore[arg-type]
    return {path: again(one) for path, one in found.items()}


def secret() -> dict[str, Mandate]:
    """The register of a confidential text, by path."""
    imported(SECRET)
    document = Document.objects.get(symbol=str(Symbol.parse("A/RES/61/89")))
    found = registered(document, ON)
    Document.objects.filter(pk=document.pk).update(sensitivity="confidential")
    return found


def officer(name: str = "Officer", role: Role = Role.SECRETARIAT) -> tuple[Person, Client]:
    """Somebody in a role, and their browser."""
    one = person(name, role)
    return one, signed_in(one)
