"""What the trail's entries about registers say in the reader's language."""

from dispositif.instruments.words import kind_said, made_said
from dispositif.trail.words import says

ACTS = ("action_recorded", "action_struck", "name_settled", "name_set_aside")


def fill() -> None:
    """Say how kinds are worded; days, numbers and codes of participants need no words."""
    for what in ACTS:
        says("kind", kind_said, f"instruments.{what}")
    says("kind", made_said, "instruments.statement_recorded")
