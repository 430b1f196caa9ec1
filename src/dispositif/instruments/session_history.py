"""What the trail's entries about sessions and mechanisms say in the reader's language, and what falls due."""

from dispositif.instruments import session_words
from dispositif.instruments.actions.issue import DOCUMENT
from dispositif.kernel.refusal import phrase
from dispositif.notices import subjects
from dispositif.secrecy.subjects import seen_with
from dispositif.trail.words import says


def fill() -> None:
    """Register words of the trail and of due rows; codes of participants stay codes."""
    says("held", session_words.held_said)
    says("basis", session_words.basis_said)
    seen_with("session_document", "instruments_sessiondocument")
    subjects.word(DOCUMENT, phrase("%(label)s: to be issued"), name=phrase("Documents of sessions"))
