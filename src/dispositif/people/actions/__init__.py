"""Changes to persons, accounts, invitations, sessions, postings and tokens."""

from dispositif.people.actions.enrol import enrol, settle_administrator
from dispositif.people.actions.invitations import Invited, accept, invite, opened, send_again
from dispositif.people.actions.postings import appoint, end, resume, suspend
from dispositif.people.actions.sessions import (
    end_sessions,
    note_codes,
    note_factor,
    note_link,
    note_passphrase,
)
from dispositif.people.actions.tokens import Issued, issue, note_use, revoke

__all__ = [
    "Invited",
    "Issued",
    "accept",
    "appoint",
    "end",
    "end_sessions",
    "enrol",
    "invite",
    "issue",
    "note_codes",
    "note_factor",
    "note_link",
    "note_passphrase",
    "note_use",
    "opened",
    "resume",
    "revoke",
    "send_again",
    "settle_administrator",
    "suspend",
]
