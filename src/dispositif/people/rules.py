"""The one table of roles, and what each may do."""

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

RIGHTS: dict[str, tuple[Role, ...]] = {
    "people.appoint": (Role.ADMINISTRATOR,),
    "documents.import": (Role.SECRETARIAT, Role.DRAFTER, Role.ADMINISTRATOR),
    "documents.correct": (Role.SECRETARIAT, Role.DRAFTER, Role.ADMINISTRATOR),
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
