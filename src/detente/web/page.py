"""What a page or an action gives back, and how its values become JSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.web.asking import Ask, Form


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is printed.

    Attributes:
        template: file name in ``templates/``.
        title: of the browser's window and of the page.
        values: the content; both the template's ``page`` and the JSON. Dates, dataclasses, tuples
            and mappings are allowed at any depth.
        drawn: SVG and other markup that only the template prints, by name (its ``drawn``).
        status: HTTP status.
        place: which entry of the menu is the present one.
    """

    template: str
    title: str
    values: Mapping[str, object]
    drawn: Mapping[str, object] = field(default_factory=dict)
    status: int = 200
    place: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out.

    Attributes:
        name: what it is saved as.
        media_type: with charset where it is text.
        inline: whether the browser may show it.
        policy: content security policy in place of the workbench's own; for a page that is not
            the workbench's, which must be kept apart from it with ``sandbox``.
    """

    name: str
    content: bytes
    media_type: str
    inline: bool = False
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did.

    Attributes:
        location: path of the page to go on with.
        message: one sentence, shown there.
        values: what a caller that asked for JSON is told.
        shown_once: an address that stands beside the message and nowhere else.
    """

    location: str
    message: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    shown_once: str = ""


Show = Callable[["Ask"], "Page | File | Done"]
Act = Callable[["Ask", "Form"], Done]


@dataclass(frozen=True, slots=True)
class Route:
    """A page at its address; the same content is at the address with ``.json``.

    Attributes:
        path: with parameters in braces, as ``/relation/{actor}/{other}``.
        plain: a file at exactly this address, without a JSON form.
    """

    path: str
    show: Show
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """An action at its address, by POST.

    Attributes:
        uploads: whether files may come with it.
    """

    path: str
    act: Act
    uploads: bool = False


def jsonable(value: object) -> object:
    """A page's values as JSON knows them; dates are ISO 8601, sets are sorted."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: jsonable(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {_key(key): jsonable(part) for key, part in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [jsonable(part) for part in value]
    return str(value)


def _key(key: object) -> str:
    return "-".join(map(str, key)) if isinstance(key, tuple) else str(key)
