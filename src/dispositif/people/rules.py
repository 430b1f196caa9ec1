"""The one table of roles, and what each may do."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from dispositif.kernel.refusal import Refusal, phrase


class Role(StrEnum):
    """Who somebody is to this system; a person may hold several, for a period and a scope."""

    ADMINISTRATOR = "administrator"
    SECRETARIAT = "secretariat"
    DRAFTER = "drafter"
    PROGRAMME_MANAGER = "programme_manager"
    FUND_OFFICER = "fund_officer"
    OFFICE_HEAD = "office_head"
    DELEGATION = "delegation"
    DONOR = "donor"
    PARTNER = "partner"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    READER = "reader"


LABELS: dict[Role, str] = {
    Role.ADMINISTRATOR: phrase("administrator"),
    Role.SECRETARIAT: phrase("secretariat officer"),
    Role.DRAFTER: phrase("drafter"),
    Role.PROGRAMME_MANAGER: phrase("programme manager"),
    Role.FUND_OFFICER: phrase("fund officer"),
    Role.OFFICE_HEAD: phrase("head of field office"),
    Role.DELEGATION: phrase("delegation"),
    Role.DONOR: phrase("donor"),
    Role.PARTNER: phrase("partner"),
    Role.COORDINATOR: phrase("coordinator"),
    Role.AUDITOR: phrase("auditor"),
    Role.READER: phrase("reader"),
}

CASE_WORKERS = (Role.SECRETARIAT, Role.PROGRAMME_MANAGER, Role.OFFICE_HEAD)
"""Who examines what States ask for."""
RIGHTS: dict[str, tuple[Role, ...]] = {
    "people.appoint": (Role.ADMINISTRATOR,),
    "people.read": (Role.ADMINISTRATOR, Role.SECRETARIAT, Role.AUDITOR),
    "trail.read": (Role.AUDITOR,),
    "documents.import": (Role.SECRETARIAT, Role.DRAFTER, Role.ADMINISTRATOR),
    "documents.correct": (Role.SECRETARIAT, Role.DRAFTER, Role.ADMINISTRATOR),
    "documents.classify": (Role.SECRETARIAT, Role.ADMINISTRATOR),
    "mandates.register": (Role.SECRETARIAT, Role.DRAFTER, Role.ADMINISTRATOR),
    "mandates.follow": (Role.SECRETARIAT, Role.PROGRAMME_MANAGER, Role.DRAFTER, Role.ADMINISTRATOR),
    "instruments.record": (Role.SECRETARIAT, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR),
    "assistance.hand_in": (Role.DELEGATION, Role.SECRETARIAT),
    "assistance.read": (*CASE_WORKERS, Role.DELEGATION, Role.AUDITOR, Role.ADMINISTRATOR),
    "assistance.examine": CASE_WORKERS,
    "assistance.decide": (Role.SECRETARIAT, Role.PROGRAMME_MANAGER),
    "assistance.classify": (Role.SECRETARIAT,),
    "assistance.consent": (Role.DELEGATION,),
    "assistance.coordinate": (*CASE_WORKERS, Role.COORDINATOR),
    "assistance.dispose": (Role.SECRETARIAT, Role.ADMINISTRATOR),
}


def can_do(right: str, held: frozenset[str]) -> bool:
    """Whether one of the roles held carries the right."""
    return any(role in held for role in RIGHTS[right])


def check_may(right: str, held: frozenset[str]) -> None:
    """Refuse what none of the roles held allows, and say who may."""
    if not can_do(right, held):
        raise not_allowed(right)


def not_allowed(right: str) -> Refusal:
    """The refusal that says who may."""
    return Refusal(
        "people.not_allowed",
        phrase("This is for another role: %(roles)s may do it."),
        right=right,
        roles=tuple(LABELS[role] for role in RIGHTS[right]),
    )


STATE = "participant"
"""The kind of scope over which a delegation, or a donor, holds its role."""
NOTE_LENGTH = 200
"""Characters of the reference of a note verbale."""


def check_named(role: Role, *, of_state: bool, reference: str, note_on: date | None, on: date) -> None:
    """A delegation speaks for one State, by a note verbale that is not later than today."""
    if role is not Role.DELEGATION:
        return
    if not of_state:
        said = phrase("A delegation speaks for a State: say which.")
        raise Refusal("people.delegation_of_nobody", said, field="participant")
    if not reference.strip() or note_on is None or note_on > on:
        said = phrase("A delegation is named by a note verbale: give its reference, and a date up to %(on)s.")
        raise Refusal("people.delegation_unnamed", said, field="note_reference", on=on)


SCOPES: dict[str, str] = {
    "documents:read": phrase("read documents and how they are read"),
    "documents:write": phrase("import documents, confirm and correct readings"),
    "mandates:read": phrase("read the register of mandates"),
    "mandates:write": phrase("register mandates and change them"),
    "instruments:read": phrase("read treaties, Conferences and strategies"),
    "instruments:write": phrase("record treaty actions, sessions and strategies"),
    "assistance:read": phrase("read requests for assistance, as far as the person may"),
    "assistance:write": phrase("hand in requests, examine and answer them"),
    "due:read": phrase("read what is due"),
    "people:read": phrase("read who is posted and who speaks for whom"),
    "people:write": phrase("enrol persons, appoint and suspend them"),
    "figures:read": phrase("read figures"),
    "world:read": phrase("read States, entities, regions and themes"),
    "trail:read": phrase("read the trail, as far as the person may"),
}
"""What a token may be used for, never beyond what its person may do on that day."""

TOKEN_USUAL = timedelta(days=90)
TOKEN_LONGEST = timedelta(days=365)
NAME_LENGTH = 100


def check_name(name: str) -> str:
    """The name of a token, without spaces around it; it must be there, and printable."""
    given = name.strip()
    if not given or len(given) > NAME_LENGTH or not given.isprintable():
        raise Refusal(
            "people.token_unnamed",
            phrase("A token has a name of 1 to %(longest)s characters on one line."),
            field="name",
            longest=NAME_LENGTH,
        )
    return given


def check_scopes(scopes: Iterable[str]) -> list[str]:
    """The scopes in the order of the table; at least one, and none that the table does not have."""
    asked = set(scopes)
    if not asked or asked - SCOPES.keys():
        raise Refusal(
            "people.scope_unknown",
            phrase("A token has one or more of these scopes: %(scopes)s."),
            field="scopes",
            scopes=tuple(SCOPES),
        )
    return [scope for scope in SCOPES if scope in asked]


def check_term(expires_on: date, on: date) -> None:
    """Refuse a last day that is past, or further away than a token may last."""
    if not on <= expires_on <= on + TOKEN_LONGEST:
        raise Refusal(
            "people.token_term",
            phrase("A token ends between %(first)s and %(last)s."),
            field="expires_on",
            first=on,
            last=on + TOKEN_LONGEST,
        )


def token_unknown() -> Refusal:
    """One answer for every token that does not work: nothing tells why."""
    return Refusal("people.token_unknown", phrase("This token is not known, or does not work any more."))
