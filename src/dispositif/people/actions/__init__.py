"""Changes to persons, accounts, postings and tokens."""

from dispositif.people.actions.enrol import appoint, enrol, settle_administrator
from dispositif.people.actions.tokens import Issued, issue, note_use, revoke

__all__ = ["Issued", "appoint", "enrol", "issue", "note_use", "revoke", "settle_administrator"]
