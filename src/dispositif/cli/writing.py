"""Bytes into a file that somebody named, or the reason why not."""

from pathlib import Path

import click


def write_file(file: Path, content: bytes) -> None:
    """Write the file; a folder that is absent or closed is said in words, with the exit code of bad usage."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror}") from None
