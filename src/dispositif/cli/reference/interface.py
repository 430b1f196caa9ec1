"""The page of the API, from its own OpenAPI description."""

import json
from typing import Any

from dispositif.cli.reference.ground import code, table


def page() -> str:
    """Every operation with its parameters and answers, then the shapes that they speak of."""
    described = _described()
    parts = [
        f"# API: {described['info']['title']}, version {described['info']['version']}",
        "",
        "JSON below `/api/v1/`; the OpenAPI description is served at `/api/v1/openapi.json` and kept"
        " [here](openapi.json). A refusal is `application/problem+json` (RFC 9457), its `type` ending in one"
        " of the [codes](refusals.md). Reading needs no token, writing does: `Authorization: Bearer …`.",
        "",
    ]
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            parts += _operation(method, path, operation)
    for name, shape in described["components"]["schemas"].items():
        parts += _shape(name, shape)
    return "\n".join(parts)


def description() -> str:
    """The OpenAPI description itself, as it is served."""
    return json.dumps(_described(), indent=1, ensure_ascii=False) + "\n"


def _described() -> dict[str, Any]:
    from django.conf import settings
    from django.utils.module_loading import import_string

    described: dict[str, Any] = import_string(settings.API).get_openapi_schema(path_prefix="/api/v1/")
    return described


def _operation(method: str, path: str, operation: dict[str, Any]) -> list[str]:
    said = " ".join(operation.get("description", operation["summary"]).split())
    rows = [
        (code(one["name"]), one["in"], _kind(one["schema"]), _bounds(one["schema"]))
        for one in operation.get("parameters", [])
    ]
    drawn = [table(("parameter", "in", "type", "bounds"), rows), ""] if rows else []
    responses = operation["responses"].items()
    answers = ", ".join(f"{status} {_answer(one)}" for status, one in responses if "$ref" not in one)
    problems = ", ".join(str(status) for status, one in responses if "$ref" in one)
    needed = f"Needs: {_needs(operation)}."
    said_of_it = [said, "", needed, "", *drawn, f"Answers: {answers}. Problems: {problems}."]
    return [f"## `{method.upper()} {path}`", "", *said_of_it, ""]


def _needs(operation: dict[str, Any]) -> str:
    """The scope of a token, and the right of its person."""
    scope, right = operation.get("x-scope", ""), operation.get("x-right", "")
    token = f"a token with the scope {code(scope)}" if scope else "nothing"
    if {} in operation.get("security", [{}]):
        return f"nothing, or {token}" if scope else token
    return f"{token}, and the [right](roles.md) {code(right)}"


def _answer(response: dict[str, Any]) -> str:
    content = response.get("content", {}).get("application/json", {}).get("schema", {})
    return _kind(content) if content else str(response["description"])


def _shape(name: str, shape: dict[str, Any]) -> list[str]:
    rows = [(code(field), _kind(one)) for field, one in shape.get("properties", {}).items()]
    said = " ".join(shape.get("description", "").split())
    return [f"## {name}", "", said, "", table(("field", "type"), rows), ""]


def _kind(schema: dict[str, Any]) -> str:
    """The type in words: `string or null`, `list of Listed`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return str(schema.get("type", "anything"))


def _bounds(schema: dict[str, Any]) -> str:
    known = ("default", "minimum", "maximum", "maxLength", "pattern")
    return ", ".join(f"{name} {code(schema[name])}" for name in known if schema.get(name) not in (None, ""))
