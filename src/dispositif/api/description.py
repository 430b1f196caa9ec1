"""The OpenAPI description, completed by what every operation has: refusals, headers, the token."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from dispositif.api.problems import Problem
from dispositif.api.scopes import SCHEME
from dispositif.look.refusals import MEDIA
from dispositif.people.rules import SCOPES

ALWAYS = (400, 401, 403)
PROBLEMS = {
    400: "Refused",
    401: "The token is not known, or none was shown",
    403: "For another role, or another scope",
    404: "Nothing is there that whoever asks may see",
    409: "The record has changed since it was read",
    412: "If-Match and `seen` differ",
    413: "Too large",
    415: "Another media type is taken",
    422: "What was sent does not fit this description",
}
HEADERS = {
    "ETag": "Send it back as If-None-Match: 304 where nothing has changed",
    "Link": "The pages beside this one (RFC 8288)",
}


class Shapes(OpenAPISchema):
    """The description, with enumerations written out where they are used: rooms may call theirs alike."""

    words: dict[str, Any]

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Keep the shapes; two of one name would make one of them a lie."""
        self.words = {name: one for name, one in definitions.items() if "enum" in one}
        for name in (one for one in definitions if one not in self.words):
            shape = _written_out(definitions[name], self.words)
            if self.schemas.setdefault(name, shape) != shape:
                raise ValueError(f"two shapes are called {name}")

    def _create_schema_from_model(self, *model: Any, **how: Any) -> Any:
        self.words = {}
        schema, required = super()._create_schema_from_model(*model, **how)
        return _written_out(schema, self.words), required

    def _extract_parameters(self, model: Any) -> Any:
        self.words = {}
        return _written_out(super()._extract_parameters(model), self.words)


def _written_out(part: Any, words: dict[str, Any]) -> Any:
    """The part of a description, each reference to one of the words replaced by the word itself."""
    if isinstance(part, list):
        return [_written_out(one, words) for one in part]
    if not isinstance(part, dict):
        return part
    name = str(part.get("$ref", "")).rpartition("/")[2]
    if name in words:
        return words[name] | {key: value for key, value in part.items() if key != "$ref"}
    return {key: _written_out(value, words) for key, value in part.items()}


class Described(NinjaAPI):
    """An API whose description leaves nothing out that it answers."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """`documents_library`: the stage and the operation."""
        return f"{operation.view_func.__module__.rpartition('.')[2]}_{operation.view_func.__name__}"

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description, as it is served and kept beside the documentation."""
        described = Shapes(self, path_prefix or self.get_root_path(path_params or {}))
        for path, operations in described["paths"].items():
            for method, operation in operations.items():
                _complete(operation, _refusals(operation, method, path), reading=method == "get")
        components = described["components"]
        shape = Problem.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
        components["schemas"] |= shape.pop("$defs") | {"Problem": shape}
        content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        components["responses"] = {
            f"Problem{status}": {"description": said, "content": content} for status, said in PROBLEMS.items()
        }
        components["securitySchemes"] = {
            SCHEME: {"type": "http", "scheme": "bearer", "description": _scopes()}
        }
        return described


def _refusals(operation: dict[str, Any], method: str, path: str) -> set[int]:
    """The status of every problem that the operation may answer."""
    found = {*ALWAYS, *([404] if "{" in path or method != "get" else [])}
    if operation["parameters"] or "requestBody" in operation:
        found.add(422)
    if method != "get":
        found |= {409, 413, 415}
    headers = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
    return found | ({412} if "If-Match" in headers else set())


def _complete(operation: dict[str, Any], refusals: set[int], *, reading: bool) -> None:
    responses = operation["responses"]
    if reading:
        headers = {
            name: {"description": said, "schema": {"type": "string"}} for name, said in HEADERS.items()
        }
        responses[200]["headers"] = headers
        responses[304] = {"description": "As it was when its ETag was given"}
    responses |= {status: {"$ref": f"#/components/responses/Problem{status}"} for status in refusals}
    operation["responses"] = dict(sorted(responses.items()))


def _scopes() -> str:
    listed = "; ".join(f"`{scope}`: {words}" for scope, words in SCOPES.items())
    return f"Issued on the page of one's tokens, or by `dispositif people token issue`. Scopes: {listed}."
