"""What allauth's pages change of one's own account, recorded in the transaction of the change.

Its signals would tell as well, but part of them only after the commit, when it is too late to record.
"""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest, HttpResponse

from dispositif.people.actions import note_codes, note_factor, note_link
from dispositif.people.models import Person

WATCHED = "/accounts/"
FAILED = 400
Held = dict[tuple[str, int], tuple[str, str]]
"""(kind of thing, its key) → (kind, name) as the trail writes them."""


class AccountWatch:
    """Compares what an account holds before and after one of these pages."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then record what came and what went."""
        person = request.person if request.path.startswith(WATCHED) else None  # type: ignore[attr-defined]
        if person is None:
            return self.answer(request)
        before = _held(person.account_id)
        response = self.answer(request)
        if response.status_code < FAILED:
            _note(before, _held(person.account_id), person)
        return response


def _held(account: int) -> Held:
    factors = Authenticator.objects.filter(user_id=account)
    links = SocialAccount.objects.filter(user_id=account)
    held: Held = {("factor", one.pk): (one.type, one.data.get("name", "")) for one in factors}
    return held | {("link", one.pk): ("", one.provider) for one in links}


def _note(before: Held, after: Held, by: Person) -> None:
    """Each thing that came or went; codes that replace others are drawn anew, not taken out."""
    for thing, key in sorted(after.keys() ^ before.keys()):
        added = (thing, key) in after
        kind, name = (after if added else before)[thing, key]
        if thing == "link":
            note_link(added=added, name=name, by=by)
        elif kind != Authenticator.Type.RECOVERY_CODES:
            note_factor(added=added, kind=kind, name=name, by=by)
        elif added:
            note_codes(by=by)
