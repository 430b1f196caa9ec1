"""What a passphrase has to be, said in our words: Django's validators, and zxcvbn's lists, offline."""

import re
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _

from dispositif.people.sign_in.rules import LOOKED_AT, SHORTEST, STRONG


class LongEnough(password_validation.MinimumLengthValidator):
    """Long enough (NIST SP 800-63B-4, section 3.1.1.2: length counts, composition rules do not)."""

    def __init__(self, min_length: int = SHORTEST) -> None:
        super().__init__(min_length)

    def get_error_message(self) -> str:
        """Why not."""
        return _("At least %(count)s characters are needed.") % {"count": self.min_length}

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("At least %(count)s characters; several words are easier to keep in mind than signs.") % {
            "count": self.min_length
        }


class Unleaked(password_validation.CommonPasswordValidator):
    """In none of the 20,000 that Django ships."""

    def get_error_message(self) -> str:
        """Why not."""
        return _("This passphrase stands in lists of those that have leaked: take another one.")

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("None that has leaked.")


class HardToGuess:
    """Beyond the reach of a program that knows leaked lists, words, and whose passphrase it is."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what falls within 10^8 tries."""
        from zxcvbn import zxcvbn  # its lists take a while to read

        found = zxcvbn(password[:LOOKED_AT], user_inputs=_of_oneself(user))
        if found["score"] < STRONG:
            said = _("A program guesses this quickly: take several words that do not belong together.")
            raise ValidationError(said, code="passphrase_guessed")

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("Not your name or address, and no common phrase.")


def _of_oneself(account: Any) -> list[str]:
    """What others know of the person: address and name, whole and in parts."""
    try:
        said = f"{account.email} {account.person.name}" if account else ""
    except ObjectDoesNotExist:  # before sign-in the policies show no person
        said = account.email
    return ["dispositif", *said.split(), *re.split(r"[\W_]+", said)]
