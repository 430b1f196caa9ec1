"""Who has an account with the provider, and what it says of each."""

from typing import Any

SUBJECTS: dict[str, dict[str, Any]] = {
    "nadia": {"email": "nadia@example.org", "email_verified": True},
    "doubtful": {"email": "nadia@example.org", "email_verified": False},
    "wordy": {
        "email": "nadia@example.org",
        "email_verified": "false",
    },  # seen in the wild: text, and so not empty
    "stranger": {"email": "stranger@example.org", "email_verified": True},
}
PASSPHRASE = "one for every subject"
