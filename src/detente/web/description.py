"""The addresses of the workbench for programs, as an OpenAPI description."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import detente

if TYPE_CHECKING:
    from detente.web.page import Route

NAME = re.compile(r"\{(\w+)\}")
DAYS = {
    "as_of": "Last day of publication that counts, YYYY-MM-DD; today where it is left out.",
    "known_at": "Only what had been received and judged by the end of this day (UTC) counts.",
}
REFUSALS = {
    "400": "something asked for is not right",
    "401": "a password is needed",
    "404": "there is no such thing",
    "503": "documents are being coded first; ask again",
}


def describe(pages: Iterable[Route]) -> dict[str, object]:
    """What programs can read: every page as JSON, and files at their own address.

    Changes are not in it: each needs a token that a page was printed with.
    """
    paths = {}
    for page in pages:
        address = page.path if page.plain else f"{'/index' if page.path == '/' else page.path}.json"
        paths[address] = {"get": _operation(page)}
    problem = {"$ref": "#/components/schemas/Error"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Détente", "version": detente.__version__},
        "paths": paths,
        "components": {
            "schemas": {"Error": _ERROR},
            "responses": {
                status: {
                    "description": told,
                    "content": {"application/json": {"schema": problem}},
                }
                for status, told in REFUSALS.items()
            },
        },
    }


def _operation(page: Route) -> dict[str, object]:
    text = {"type": "string"}
    inside = [
        {"name": name, "in": "path", "required": True, "schema": text}
        for name in NAME.findall(page.path)
    ]
    day = {"type": "string", "format": "date"}
    asked = [
        {"name": name, "in": "query", "description": told, "schema": day}
        for name, told in DAYS.items()
    ]
    told = (page.show.__doc__ or "").strip().split("\n")[0]
    values = {"type": "object", "required": ["title"], "properties": {"title": text}}
    content = {} if page.plain else {"content": {"application/json": {"schema": values}}}
    refusals = {status: {"$ref": f"#/components/responses/{status}"} for status in REFUSALS}
    return {
        "summary": told,
        "parameters": [*inside, *asked],
        "responses": {"200": {"description": told, **content}, **refusals},
    }


_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "message"],
            "properties": {"status": {"type": "integer"}, "message": {"type": "string"}},
        }
    },
}
