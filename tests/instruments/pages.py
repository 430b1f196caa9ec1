"""What the tests of pages read out of a page."""

import re
from html import unescape

from django.test import Client

ENGLISH, FRENCH = {"accept-language": "en"}, {"accept-language": "fr"}
SEED = "2006-12-20"
"""The day on which A/RES/61/181 was adopted."""


def asked(address: str, *, french: bool = False, status: int = 200, **headers: str) -> str:
    """The page at an address, its status as expected."""
    answer = Client(headers={**(FRENCH if french else ENGLISH), **headers}).get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def plain(said: str) -> str:
    """The words of a page, without marks, single spaced."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", said)).split())


def cells(page: str, head: str) -> list[str]:
    """The first words of each cell of the row of that head: numbers, or the letters of statuses."""
    row = next(row for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if f">{head}<" in row)
    return [plain(cell).split(" ")[0] for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]


def heads(page: str) -> list[str]:
    """The instruments over the grid, in order."""
    return re.findall(r'<th scope="col" class="grid-head[^"]*"><div><a href="/instruments/([^/]+)/', page)
