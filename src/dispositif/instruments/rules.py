"""Kinds of action on a treaty, how a participant stands, and what is refused: tables, no Django."""

from datetime import timedelta
from enum import StrEnum

from dispositif.kernel.refusal import phrase


class Family(StrEnum):
    """Which list an instrument stands in; paragraph 6 of A/RES/61/181 names the first and the last."""

    CRIME = "crime"
    DRUGS = "drugs"
    TERRORISM = "terrorism"


FAMILIES: dict[Family, str] = {
    Family.CRIME: phrase("crime and corruption"),
    Family.DRUGS: phrase("drugs"),
    Family.TERRORISM: phrase("counter-terrorism"),
}
NAMED = (Family.CRIME, Family.TERRORISM)
"""What operative paragraph 6 of A/RES/61/181 names; the drug conventions are held beside its answer."""


PARAGRAPH = "named"
"""How an address or a command asks for both families that the paragraph names."""


def in_family(asked: str, family: str) -> bool:
    """Whether a family is asked for: by its code, as one of those of the paragraph, or by nothing said."""
    return asked in ("", family) or (asked == PARAGRAPH and family in NAMED)


class Kind(StrEnum):
    """An action on a treaty, kept apart as the depositary keeps it (United Nations Treaty Collection)."""

    SIGNATURE = "signature"
    SUCCESSION_TO_SIGNATURE = "succession_to_signature"
    DEFINITIVE_SIGNATURE = "definitive_signature"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    FORMAL_CONFIRMATION = "formal_confirmation"
    PARTICIPATION = "participation"
    PROVISIONAL_APPLICATION = "provisional_application"
    WITHDRAWAL = "withdrawal"


KINDS: dict[Kind, str] = {
    Kind.SIGNATURE: phrase("signature"),
    Kind.SUCCESSION_TO_SIGNATURE: phrase("succession to signature"),
    Kind.DEFINITIVE_SIGNATURE: phrase("definitive signature"),
    Kind.RATIFICATION: phrase("ratification"),
    Kind.ACCEPTANCE: phrase("acceptance"),
    Kind.APPROVAL: phrase("approval"),
    Kind.ACCESSION: phrase("accession"),
    Kind.SUCCESSION: phrase("succession"),
    Kind.FORMAL_CONFIRMATION: phrase("formal confirmation"),
    Kind.PARTICIPATION: phrase("participation through the 1972 Protocol"),
    Kind.PROVISIONAL_APPLICATION: phrase("provisional application"),
    Kind.WITHDRAWAL: phrase("withdrawal"),
}
SIGNING = frozenset((Kind.SIGNATURE, Kind.SUCCESSION_TO_SIGNATURE))
CONSENTING = frozenset(
    (
        Kind.DEFINITIVE_SIGNATURE,
        Kind.RATIFICATION,
        Kind.ACCEPTANCE,
        Kind.APPROVAL,
        Kind.ACCESSION,
        Kind.SUCCESSION,
        Kind.FORMAL_CONFIRMATION,
        Kind.PARTICIPATION,
    )
)
"""Means of expressing consent to be bound (Vienna Convention on the Law of Treaties, articles 11 to 15)."""
MARKERS: dict[str, Kind] = {
    "a": Kind.ACCESSION,
    "A": Kind.ACCEPTANCE,
    "AA": Kind.APPROVAL,
    "d": Kind.SUCCESSION,
    "c": Kind.FORMAL_CONFIRMATION,
    "s": Kind.DEFINITIVE_SIGNATURE,
    "": Kind.RATIFICATION,
}
"""What the Treaty Collection prints after a date in the column of binding actions; case matters."""


class Status(StrEnum):
    """How a participant stands to an instrument on a day; derived from actions, never typed."""

    PARTY = "party"
    CONSENTED = "consented"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    NOT_YET = "not_yet"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"


STATUSES: dict[Status, str] = {
    Status.PARTY: phrase("party"),
    Status.CONSENTED: phrase("consent given, not yet in force"),
    Status.SIGNED: phrase("signatory"),
    Status.WITHDRAWN: phrase("withdrawn"),
    Status.NOT_YET: phrase("no action held"),
    Status.NOT_ELIGIBLE: phrase("not open to it on that day"),
    Status.UNKNOWN: phrase("no information held"),
}
CONSENTS = (Status.PARTY, Status.CONSENTED)
NOT_YET_PARTIES = (Status.CONSENTED, Status.SIGNED, Status.WITHDRAWN, Status.NOT_YET)
"""Whom paragraph 6 encourages to consider joining, those included whose consent is not yet in force."""


class Holding(StrEnum):
    """What is held of an instrument's participants."""

    HELD = "held"
    NO_REGISTER = "no_register"
    UNRESOLVED = "unresolved"
    NOT_ADOPTED = "not_adopted"


HOLDINGS: dict[Holding, str] = {
    Holding.HELD: phrase("register held"),
    Holding.NO_REGISTER: phrase("no register held"),
    Holding.UNRESOLVED: phrase("not published: names to resolve"),
    Holding.NOT_ADOPTED: phrase("not adopted on that day"),
}
STALE = timedelta(days=365)
"""A register whose last day lies further back than this carries a banner."""
RECORD = "instruments.record"
"""The right to import registers and to record what depositaries notify."""


class Made(StrEnum):
    """What a participant stated with its action, or against another's."""

    RESERVATION = "reservation"
    DECLARATION = "declaration"
    OBJECTION = "objection"
    NOTIFICATION = "notification"


STATEMENTS: dict[Made, str] = {
    Made.RESERVATION: phrase("reservation"),
    Made.DECLARATION: phrase("declaration"),
    Made.OBJECTION: phrase("objection"),
    Made.NOTIFICATION: phrase("notification"),
}
