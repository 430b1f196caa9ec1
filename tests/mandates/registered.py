"""A small register, built only through actions: one text, its acts, who follows them."""

from datetime import date

from dispositif.documents.models import Document, Version
from dispositif.mandates import actions, rules
from dispositif.mandates.models import Mandate
from dispositif.mandates.queries.proposals import proposals
from dispositif.people.queries import local_administrator
from tests.world import DAY, imported

TEXT = """99/88. Courts and ports of small islands

The General Assembly,

Recalling its resolution 60/175 of 16 December 2005,

1. Takes note with appreciation of the report of the Secretary-General on the implementation of its resolution
98/88;¹

2. Requests the Secretary-General to provide the courts of small islands with the resources that they need;

3. Urges all States to adopt national strategies against the smuggling of turtles;

4. Requests the United Nations Office on Drugs and Crime to train the judges of ports by 31 March 2046;

5. Requests the Secretary-General to submit to it at its hundredth session a report on the implementation of
the present resolution.

¹ A/98/123.
"""
ADOPTED = date(2044, 9, 1)
"""Nobody dated the adoption: mandates begin when the session opened."""
LATER = date(2044, 12, 1)


def text(words: str = TEXT) -> Version:
    """The text, brought in."""
    return imported(words)


def registered(document: Document, on: date = LATER) -> dict[str, Mandate]:
    """Every act that the rule proposes, registered; by the path of its paragraph."""
    chosen = [(one.provision, rules.Kind(one.proposal)) for one in proposals(document) if one.open]
    by = local_administrator()
    return {one.provision.path: one for one in actions.register_all(chosen=chosen, by=by, on=on)}


def again(mandate: Mandate) -> Mandate:
    """The mandate as it stands now."""
    return Mandate.objects.select_related("provision__document", "owner").get(pk=mandate.pk)


__all__ = ["ADOPTED", "DAY", "LATER", "TEXT", "again", "registered", "text"]
