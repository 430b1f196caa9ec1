"""The page of the API, from its own OpenAPI description."""

from typing import Any

from dispositif.cli.reference.ground import code, table


def page() -> str:
    """Every operation with its parameters and answers, then the shapes that they speak of."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    api = import_string(settings.API)

    described = api.get_openapi_schema(path_prefix="/api/v1/")
    parts = [
        f"# API: {described['info']['title']}, version {described['info']['version']}",
        "",
        "JSON below `/api/v1/`; the OpenAPI description is served at `/api/v1/openapi.json`. A refusal is"
        " `application/problem+json` (RFC 9457), its `type` ending in one of the [codes](refusals.md).",
        "",
    ]
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            parts += _operation(method, path, operation)
    for name, shape in described["components"]["schemas"].items():
        parts += _shape(name, shape)
    return "\n".join(parts)


def _operation(method: str, path: str, operation: dict[str, Any]) -> list[str]:
    said = " ".join(operation.get("description", operation["summary"]).split())
    rows = [
        (code(one["name"]), one["in"], _kind(one["schema"]), _bounds(one["schema"]))
        for one in operation.get("parameters", [])
    ]
    drawn = [table(("parameter", "in", "type", "bounds"), rows), ""] if rows else []
    answers = ", ".join(f"{status} {_answer(one)}" for status, one in operation["responses"].items())
    return [f"## `{method.upper()} {path}`", "", said, "", *drawn, f"Answers: {answers}.", ""]


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
