"""The built wheel, installed by pip in an empty environment, is the whole product."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path

import pytest

from tests.server.homes import short_folder

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def _run(*line: str | Path, **where: object) -> str:
    done = subprocess.run([*map(str, line)], capture_output=True, text=True, check=False, **where)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


def _installed(folder: Path) -> Path:
    """An empty environment in a folder with a blank in its name, with the locked libraries and the wheel."""
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    place = folder / "an environment"
    venv.create(place, with_pip=True)
    pip = [place / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.txt")
    _run(*pip, "--no-deps", next(folder.glob("*.whl")))
    return place / "bin" / "dispositif"


def test_the_wheel_is_the_whole_product(tmp_path: Path) -> None:
    command = _installed(tmp_path)
    with short_folder() as home:
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("DISPOSITIF_", "DATABASE_"))
        }
        environment = {"PATH": kept["PATH"], "HOME": kept.get("HOME", ""), "DISPOSITIF_HOME": str(home)}
        example = ROOT / "src/dispositif/demo/examples/model-resolution.fr.txt"
        said = json.loads(_run(command, "read", "--format", "json", example, env=environment, cwd=tmp_path))
        assert said["doc"]["lang"] == "fr"
        served = subprocess.Popen(
            [str(command), "demo", "--port", "0"],
            stdout=subprocess.PIPE, text=True, env=environment, cwd=tmp_path,
        )  # fmt: skip
        try:
            _visit(_address(served))
        finally:
            served.send_signal(signal.SIGINT)
            served.communicate(timeout=30)
        assert served.returncode in (0, 130)


def _address(served: "subprocess.Popen[str]") -> str:
    for line in served.stdout or ():
        found = re.search(r"http://\S+?:\d+", line)
        if found:
            return found[0]
    raise AssertionError("the demo ended without an address")


def _visit(address: str) -> None:
    """Templates, styles, fonts, translations and facts are inside."""
    page = _get(f"{address}/documents/A-RES-61-181/", "fr").decode()
    assert "Ce qui a été dit" in page
    style = re.search(r'href="(/look/assets/[^"]+\.css)"', page)
    assert style
    sheet = _get(address + style[1]).decode()
    assert ".reader" in sheet
    assert ".act-sheet" in sheet
    font = re.search(r'url\("([^"]+woff2)"\)', sheet)
    assert font
    assert _get(f"{address}/look/assets/{font[1]}")[:4] == b"wOF2"
    assert json.loads(_get(f"{address}/api/v1/documents"))["total"] == 3


def _get(address: str, language: str = "en") -> bytes:
    asked = urllib.request.Request(address, headers={"Accept-Language": language})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return bytes(answer.read())
