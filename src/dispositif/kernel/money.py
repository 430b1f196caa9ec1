"""Exact amounts: integer minor units, currencies never mixed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dispositif.kernel.refusal import Refusal, phrase

WHOLE = 1_000_000
"""Shares are parts of a million that total exactly this."""


@dataclass(frozen=True, slots=True)
class Currency:
    """ISO 4217 code and exponent (2 for USD, 0 for JPY, 3 for KWD)."""

    code: str
    exponent: int


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units of a currency: Money(12345, USD) is 123.45 dollars."""

    minor: int
    currency: Currency

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    @property
    def major(self) -> Decimal:
        """The amount in whole units, exact."""
        return Decimal(self.minor).scaleb(-self.currency.exponent)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise Refusal(
                "money.currencies",
                phrase("%(one)s and %(other)s are not added: convert first, with a rate and its date."),
                one=self.currency.code,
                other=other.currency.code,
            )
        return other.minor


def apportion(total: int, shares: Sequence[int]) -> list[int]:
    """Split `total` minor units by `shares` (any non-negative integers, not all zero).

    Largest remainder; of equal remainders the earlier share gains. The parts add up to `total`.
    """
    whole = sum(shares)
    if whole <= 0 or min(shares) < 0:
        raise Refusal("money.shares", phrase("Shares must not be negative and must not all be zero."))
    sign = -1 if total < 0 else 1
    exact = [divmod(abs(total) * share, whole) for share in shares]
    parts = [quotient for quotient, _ in exact]
    left = abs(total) - sum(parts)
    for index in sorted(range(len(shares)), key=lambda place: -exact[place][1])[:left]:
        parts[index] += 1
    return [sign * part for part in parts]
