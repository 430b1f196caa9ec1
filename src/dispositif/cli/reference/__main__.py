"""`python -m dispositif.cli.reference write|check`; exit code 1 when the check finds a page that drifts."""

import sys

from dispositif.cli import reference


def main(task: str) -> int:
    """Write the pages, or say which ones are stale; how many are."""
    found = reference.write() if task == "write" else reference.check()
    said = "written" if task == "write" else "not up to date: run write"
    sys.stdout.write("".join(f"docs/reference/{name}: {said}\n" for name in found))
    return 0 if task == "write" else len(found)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("write", "check"):
        sys.exit("python -m dispositif.cli.reference write|check")
    sys.exit(1 if main(sys.argv[1]) else 0)
