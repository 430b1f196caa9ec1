"""What the provider says of whom, truly or not."""

from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator  # type: ignore[import-untyped]
from subjects import SUBJECTS  # type: ignore[import-not-found]


class Claims(OAuth2Validator):  # type: ignore[misc]
    """Adds what it knows to the ID token and to the answer of the userinfo endpoint."""

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        """Of the subject who asks."""
        return dict(SUBJECTS[request.user.username])
