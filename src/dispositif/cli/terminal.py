"""Progress in the terminal, told by the same callable as in a job."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[int, int, str], None]


@contextmanager
def bar(label: str) -> Iterator[Tell]:
    """A bar on standard error for as long as the block runs; `tell(done, total, words)` moves it.

    A `total` of 0 is a bar without an end. Where there is no terminal, nothing is drawn.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, TextColumn("{task.fields[words]}"), console=console, transient=True) as drawn:
        task = drawn.add_task(label, total=None, words="")

        def tell(done: int, total: int, words: str = "") -> None:
            drawn.update(task, completed=done, total=total or None, words=words)

        yield tell
