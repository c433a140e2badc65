"""The name under which a visitor decides."""

from __future__ import annotations

from detente.errors import InputError
from detente.web.asking import Ask, Form
from detente.web.page import Done


def name(ask: Ask, form: Form) -> Done:
    """Keep the visitor's name, which stands beside every decision.

    Raises:
        InputError: if there is none.
    """
    given = " ".join(form.get("reviewer").split())
    if not given:
        raise InputError("a name is needed, so that every decision says whose it is")
    return Done(local_path(form.get("next")), f"You decide as {given}.", {"reviewer": given})


def local_path(text: str) -> str:
    """A path of this application; the front page where it is another address.

    >>> local_path("/review?n=3"), local_path("//example.org/"), local_path("https://example.org")
    ('/review?n=3', '/', '/')
    """
    outside = not text.startswith("/") or text.startswith(("//", "/\\"))
    return "/" if outside or not text.isprintable() else text
