"""The day that a page of adherence is asked for; the page itself shows why another cannot be."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from dispositif.instruments.days import day_asked
from dispositif.kernel.refusal import Refusal
from dispositif.look.refusals import Worded, worded


@dataclass(frozen=True, slots=True)
class Day:
    """The day asked for, or today with the refusal that says why not; `typed` is what was asked."""

    on: date
    now: date
    typed: str
    refusal: Worded | None

    @classmethod
    def of(cls, request: HttpRequest, now: date) -> "Day":
        """From `?at=2006-12-20`; today without it."""
        typed = request.GET.get("at", "")
        try:
            return cls(day_asked(typed, now), now, typed, None)
        except Refusal as refusal:
            return cls(now, now, typed, worded(refusal))

    @property
    def status(self) -> int:
        """The HTTP status of the page."""
        return 400 if self.refusal else 200

    @property
    def shown(self) -> dict[str, object]:
        """What the templates need of it."""
        return {"on": self.on, "now": self.now, "typed": self.typed, "refusal": self.refusal}
