"""One way of paging for every list: `?page=&size=`, the same envelope, and links as headers (RFC 8288)."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from dispositif.api.values import DIGITS

T = TypeVar("T")
Row = TypeVar("Row")
LAST_PAGE = 1_000_000


class Asked(Schema):
    """Which page of a list; one beyond the end is empty."""

    page: Annotated[int, Field(ge=1, le=LAST_PAGE), DIGITS] = 1
    size: Annotated[int, Field(ge=1, le=200), DIGITS] = 50


Paging = Annotated[Asked, Query(...)]


class Page(Schema, Generic[T]):
    """One page of a list; `total` is null where counting would cost more than the page, `next` at the end."""

    total: int | None
    page: int
    size: int
    next: str | None
    items: list[T]

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """`PageOfThemeOut`, as the description calls it."""
        return f"PageOf{params[0].__name__}"


def paged(
    request: HttpRequest,
    response: HttpResponse,
    rows: QuerySet[Any] | Sequence[Row],
    asked: Asked,
    shape: Callable[[list[Any]], list[Any]],
    *,
    counted: bool = True,
) -> dict[str, Any]:
    """The page asked for, its rows shaped together, and `Link` set on the response.

    `rows` are ordered; `counted=False` leaves the total out and finds the end by looking one row further.
    """
    start = (asked.page - 1) * asked.size
    found = list(rows[start : start + asked.size + 1])
    total = _count(rows) if counted else None
    more = len(found) > asked.size
    return leaf(request, response, asked, shape(found[: asked.size]), total=total, more=more)


def leaf(
    request: HttpRequest,
    response: HttpResponse,
    asked: Asked,
    items: list[Any],
    *,
    total: int | None,
    more: bool | None = None,
) -> dict[str, Any]:
    """The envelope of a page that is cut already; `more` says whether one follows where no total does."""
    if more is None:
        more = total is not None and asked.page * asked.size < total
    links = _links(request, asked, total, more=more)
    if links:
        response["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items())
    body = {"total": total, "page": asked.page, "size": asked.size, "next": links.get("next")}
    return body | {"items": items}


def _count(rows: QuerySet[Model] | Sequence[Any]) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _links(request: HttpRequest, asked: Asked, total: int | None, *, more: bool) -> dict[str, str]:
    """Relation → address, from this server's root: no name of a host that a proxy would have to mend."""
    last = None if total is None else max(1, -(-total // asked.size))
    pages = {
        "next": asked.page + 1 if more and asked.page < LAST_PAGE else None,
        "prev": asked.page - 1 if asked.page > 1 else None,
        "first": 1 if asked.page > 1 else None,
        "last": last if last and last > asked.page else None,
    }
    return {rel: _address(request, page) for rel, page in pages.items() if page}


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{request.path}?{query.urlencode()}"
