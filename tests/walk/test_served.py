"""What only a running server can show: huge files, two people at once, a server killed in the middle."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.cli.running import Command, Site, line_of, until
from tests.walk.files import LARGE
from tests.walk.served import Served, served
from tests.walk.visitor import FILES, Visitor, parts

pytestmark = pytest.mark.slow
MEGABYTE = 2**20
ROOM = 80 * MEGABYTE
"""Memory that refusing 200 MB may take."""
SECONDS = 10
COUNT = 80
"""Files of the import that is killed: enough to be in its midst."""
DONE = re.compile(r'<progress value="(\d+)"')
PAGE = "/documents/A-RES-99-201/operative/6/"


@pytest.fixture(scope="module")
def demo() -> Iterator[Served]:
    """The demo on a fresh home."""
    with served() as place:
        yield place


def memory(demo: Served) -> int:
    """Bytes that the server's processes hold."""
    return sum(one.memory_info().rss for one in demo.command.family() if one.is_running())


def test_200_megabytes_are_refused_on_the_page(demo: Served) -> None:
    officer = Visitor(demo, "secretariat")
    head, _, tail = parts(officer.token("/documents/import/"), {"big.txt": b"SPLIT"}).partition(b"SPLIT")
    before = memory(demo)
    sent = {"Content-Type": FILES, "Content-Length": str(len(head) + LARGE + len(tail))}
    line = officer.ask("POST", "/documents/import/", sent, head)
    peak, ended = [before], threading.Event()
    watch = threading.Thread(target=_watch, args=(demo, peak, ended))
    watch.start()
    try:
        _send(line.sock, LARGE, tail)
        answer = line.getresponse()
        text = answer.read().decode()
    finally:
        ended.set()
        watch.join()
        line.close()
    assert answer.status == 413
    assert "files.too_large" in text
    assert max(peak) - before < ROOM
    assert officer.get("/documents/").status == 200


def _send(sock: object, size: int, tail: bytes) -> None:
    """As much of the body as the server takes: it may answer and hang up before the end."""
    try:
        for _ in range(size // MEGABYTE):
            sock.sendall(b"a" * MEGABYTE)  # type: ignore[attr-defined]
        sock.sendall(tail)  # type: ignore[attr-defined]
    except OSError:
        return


def _watch(demo: Served, peak: list[int], ended: threading.Event) -> None:
    while not ended.wait(0.05):
        peak.append(memory(demo))


def test_200_megabytes_are_refused_on_the_command_line(demo: Served, tmp_path: Path) -> None:
    small, large = tmp_path / "small.txt", tmp_path / "large.txt"
    small.write_bytes(b"")
    with large.open("wb") as file:
        file.truncate(LARGE)  # sparse: no byte of it is on the disk
    words = ("documents", "import", "--yes")
    (_, _, least), (code, said, most) = (_run(demo.site, *words, str(one)) for one in (small, large))
    assert code == 3
    assert "source.too_large" in said
    assert "large.txt" in said
    assert most - least < ROOM


def _run(site: Site, *words: str) -> tuple[int, str, int]:
    """A command's exit code, what it said, and the most memory that it held."""
    code = (
        "import resource, sys\nfrom dispositif.cli import main\n"
        "try: main()\n"
        "finally: print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True, text=True, env=site.environment, timeout=60, check=False,
    )  # fmt: skip
    said, _, peak = done.stderr.rpartition("peak ")
    return done.returncode, done.stdout + said, int(peak) * 1024


def test_of_two_people_correcting_one_field_the_second_is_told(demo: Served) -> None:
    both = [Visitor(demo, "secretariat"), Visitor(demo, "drafter")]
    values = ["1", "2"]
    tokens = [one.token(PAGE) for one in both]
    assert all(tokens)

    def correct(who: Visitor, value: str) -> tuple[int, str]:
        sent = {"field": "strength", "act": "1", "seen": "0", "how": "correct", "value": value, "why": value}
        answer = who.post(PAGE, sent)
        return answer.status, answer.text

    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(correct, both, values))
    assert sorted(status for status, _ in answers) == [302, 409]
    told = next(text for status, text in answers if status == 409)
    first = values[[status for status, _ in answers].index(302)]
    assert "documents.stale" in told
    assert all(f"{value} · " in told for value in values), "what stands now, and what one wanted to write"
    stored = demo.asked(
        "from dispositif.documents.models import Reading\nwith as_person():\n"
        "    print(json.dumps(list(Reading.objects.filter(origin='person').values_list('value', flat=True))))"
    )
    assert stored == [int(first)]


STATE = """
from dispositif.documents.models import Reading, Version
from dispositif.queue.models import Progress
with as_person():
    versions = list(Version.objects.filter(document__symbol__startswith="A/RES/98/"))
    whole = [one for one in versions if one.renderings.count() == 4
        and Reading.objects.filter(version=one, field="citations").count() == 4]
    print(json.dumps([len(versions), len(whole), list(Progress.objects.values_list("state", flat=True))]))
"""
RECOVER = """
from dispositif.queue import actions
with as_person():
    print(json.dumps(actions.recover(silence=0)))
"""


def test_a_server_killed_in_the_middle_of_an_import_leaves_nothing_half_stored() -> None:
    with served() as demo:
        officer = Visitor(demo, "secretariat")
        preview = officer.hand_in({f"{n}.txt": _text(n) for n in range(COUNT)}).place
        progress = officer.post(preview, {"how": "write"}).place
        assert progress.startswith("/jobs/")
        assert until(lambda: 0 < _done(officer, progress) < COUNT, 30)
        _kill(demo)
        again = demo.site.start("serve", "--port", "0")
        demo.address = again.address()
        versions, whole, _ = demo.asked(STATE)
        assert 0 < versions < COUNT
        assert whole == versions
        assert demo.site.run("trail", "verify").returncode == 0
        _finish(demo, again)


def _text(number: int) -> bytes:
    paragraphs = "".join(f"{n}. Requests the Secretary-General to report on it;\n\n" for n in (1, 2, 3))
    recalled = "Recalling its resolution 60/175 of 16 December 2005,"
    return f"98/{number + 1}. Title\n\nThe General Assembly,\n\n{recalled}\n\n{paragraphs}".encode()


def _done(officer: Visitor, progress: str) -> int:
    """How many files the page says are done."""
    found = DONE.search(officer.get(progress).text)
    return int(found[1]) if found else 0


def _kill(demo: Served) -> None:
    """As when the power goes: every process of the command and of the database, at one blow."""
    doomed = [psutil.Process(demo.command.process.pid), *demo.command.family(), *demo.site.serving()]
    for one in doomed:
        if "defunct" not in line_of(one):
            os.kill(one.pid, signal.SIGKILL)
    demo.command.process.wait()
    assert until(lambda: not demo.site.serving())


def _finish(demo: Served, again: Command) -> None:
    """The job of the dead worker is put back, and ends; nothing is written twice."""
    assert demo.asked(RECOVER) == 1, again.said
    assert until(lambda: demo.asked(STATE) == [COUNT, COUNT, ["done"]], 60), demo.asked(STATE)
