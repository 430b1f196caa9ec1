"""The environment that tests give to processes of their own."""

import os


def bare_environment() -> dict[str, str]:
    """The environment without coverage's hooks, which would import Django into every child process."""
    return {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE_")}
