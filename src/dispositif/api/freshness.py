"""Not sent twice, not written over: entity tags for reading, the revision seen for writing."""

from typing import Annotated

from ninja import Header

from dispositif.api.scopes import Denied
from dispositif.kernel.refusal import Refusal, phrase

IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        description="The revision that was read, the same as `seen`, quoted or not; may be left out.",
    ),
]
RULE = """

`seen` is the `revision` that you read and decides: where the record has changed since, nothing is written
and the answer is 409 with what stands now. `If-Match` may repeat it; where the two differ, nothing is
written and the answer is 412."""
"""What the description of every operation that changes a record says."""


def check_match(if_match: str, seen: int) -> None:
    """Refuse a header that speaks of another revision than the body."""
    said = if_match.strip()
    if said and said not in (str(seen), f'"{seen}"'):
        reason = phrase("If-Match says revision %(header)s, `seen` says %(seen)s: nothing was written.")
        raise Denied(Refusal("api.two_revisions", reason, field="seen", header=said[:40], seen=seen), 412)
