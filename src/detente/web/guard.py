"""What keeps strangers out: hosts, origins, tokens, passwords, limits and headers.

Every request passes `Guard` before any page sees it. The threat in mind is another web site open in
the same browser, and another machine on the network; whoever can run programs as the user can read
the project's files anyway.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from detente.adapters.calendar_keys import opens_calendar
from detente.errors import Refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from detente.web.asking import Form
    from detente.web.serving import Serving

VISITOR = "detente_visitor"
REVIEWER = "detente_reviewer"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
FEED = re.compile(r"/calendar/([^/]+)\.ics")
OPEN_PATHS = ("/login", "/static/")
MOST_VISITORS = 1000
LONGEST_NAME = 80
# A body that comes more slowly than this, after the seconds that each has, is sent to hold a place.
LEAST_BYTES_A_SECOND = 10_000
YEAR_SECONDS = 365 * 24 * 3600
# Slows down guessing; a person who mistypes does not notice it.
WRONG_PASSWORD_SECONDS = 0.7


@dataclass(frozen=True, slots=True)
class Told:
    """What every page knows of its visitor; ``shown_once`` is an address beside the message."""

    message: str
    shown_once: str
    reviewer: str
    token: str
    read_only: bool
    password: bool


class Visitors:
    """Who is looking: one random name for each browser, kept in a cookie."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._secret = secrets.token_bytes(32)
        self._entered: OrderedDict[str, None] = OrderedDict()
        self._messages: OrderedDict[str, tuple[str, str]] = OrderedDict()
        self._lock = threading.Lock()

    def may_enter(self, visitor: str) -> bool:
        """Whether a visitor has given the password, or none is needed."""
        return not self._serving.password or visitor in self._entered

    def may_follow(self, scope: Scope) -> bool:
        """Whether a request is for the one calendar that the key in its address opens."""
        named = FEED.fullmatch(scope["path"])
        if named is None or scope["method"] not in ("GET", "HEAD"):
            return False
        keys = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])
        return opens_calendar(self._serving.project, named.group(1), keys[-1])

    def enter(self, visitor: str, password: str) -> bool:
        """Let a visitor in who knows the password."""
        given = hashlib.sha256(password.encode()).digest()
        wanted = hashlib.sha256(self._serving.password.encode()).digest()
        if not hmac.compare_digest(given, wanted):
            return False
        with self._lock:
            self._entered[visitor] = None
            while len(self._entered) > MOST_VISITORS:
                self._entered.popitem(last=False)
        return True

    def leave(self, visitor: str) -> None:
        """Forget that a visitor gave the password."""
        with self._lock:
            self._entered.pop(visitor, None)

    def token(self, request: Request) -> str:
        """What proves that a form was printed for this visitor."""
        return self.token_of(visitor_of(request))

    def token_of(self, visitor: str) -> str:
        """The token of a visitor by name."""
        return hmac.new(self._secret, visitor.encode(), hashlib.sha256).hexdigest()

    def reviewer(self, request: Request) -> str:
        """The name under which a visitor decides, empty where none was given."""
        from urllib.parse import unquote

        name = unquote(request.cookies.get(REVIEWER, ""))[:LONGEST_NAME]
        return " ".join(part for part in name.split() if part.isprintable())

    def name(self, response: Response, reviewer: str) -> None:
        """Keep the name of a reviewer in the browser."""
        response.set_cookie(
            REVIEWER,
            quote(reviewer[:LONGEST_NAME]),
            max_age=YEAR_SECONDS,
            httponly=True,
            samesite="strict",
        )

    def say(self, request: Request, message: str, shown_once: str = "") -> None:
        """Keep a sentence for the next page that this visitor sees."""
        if message:
            with self._lock:
                self._messages[visitor_of(request)] = message, shown_once
                while len(self._messages) > MOST_VISITORS:
                    self._messages.popitem(last=False)

    def told(self, request: Request, *, keep: bool = False) -> Told:
        """What the page tells this visitor; a message is told once, unless it is kept."""
        visitor = visitor_of(request)
        with self._lock:
            message, shown_once = self._messages.get(visitor, ("", ""))
            if not keep:
                self._messages.pop(visitor, None)
        return Told(
            message=message,
            shown_once=shown_once,
            reviewer=self.reviewer(request),
            token=self.token_of(visitor),
            read_only=self._serving.read_only,
            password=bool(self._serving.password) and visitor in self._entered,
        )

    def check_change(self, request: Request, form: Form) -> None:
        """Let a change pass.

        Raises:
            Refused: if its form was not printed for this visitor.
        """
        given = form.get("token") or request.headers.get("x-detente-token", "")
        if not hmac.compare_digest(given.encode(), self.token(request).encode()):
            raise Refused("this form is too old or not from this page; load the page and try again")


class Guard:
    """ASGI middleware that every request passes."""

    def __init__(self, app: ASGIApp, *, serving: Serving, visitors: Visitors) -> None:
        self._app = app
        self._serving = serving
        self._visitors = visitors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on what is in order."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        visitor, is_new = _visitor(headers.get("cookie", ""))
        scope.setdefault("state", {})["visitor"] = visitor
        sending = self._sender(send, visitor if is_new else "", scope["path"])
        refusal = self._refusal(scope, headers, visitor)
        if refusal is not None:
            await refusal(scope, receive, sending)
            return
        await self._app(scope, self._receiver(scope, receive), sending)

    def _refusal(self, scope: Scope, headers: dict[str, str], visitor: str) -> Response | None:
        """The answer to a request that goes no further."""
        path, method = scope["path"], scope["method"]
        if headers.get("host", "").lower() not in self._serving.hosts:
            return refuse(path, 421, "this host name is not served; open it by the printed address")
        if method not in ("GET", "HEAD", "POST"):
            return refuse(path, 405, "this address can't be asked in that way")
        if method == "POST":
            if not self._same_origin(headers):
                return refuse(path, 403, "changes come from this application's own pages only")
            if self._serving.read_only and path not in ("/login", "/logout"):
                return refuse(path, 403, "this project is served for reading only")
            if _length(headers) > self._most_bytes(path):
                return refuse(path, 413, "this is larger than is allowed")
        entered = self._visitors.may_enter(visitor) or path.startswith(OPEN_PATHS)
        if not entered and not self._visitors.may_follow(scope):
            # A calendar program would take the page that asks for the password for a calendar.
            if path.endswith((".json", ".ics")) or method == "POST":
                return refuse(path, 401, "a password is needed; open /login in a browser")
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(
                f"/login?next={quote(path + ('?' + query if query else ''))}", 303
            )
        return None

    def _same_origin(self, headers: dict[str, str]) -> bool:
        site = headers.get("sec-fetch-site", "")
        if site and site not in ("same-origin", "none"):
            return False
        origin = headers.get("origin", "")
        if not origin:
            return True
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and parts.netloc.lower() in self._serving.hosts

    def _most_bytes(self, path: str) -> int:
        uploads = path.startswith("/import")
        return self._serving.most_upload_bytes if uploads else self._serving.most_form_bytes

    def _receiver(self, scope: Scope, receive: Receive) -> Receive:
        """The body, which may neither be too long nor too slow."""
        most, seen = self._most_bytes(scope["path"]), 0
        began, over = time.monotonic(), scope["method"] != "POST"

        async def limited() -> Message:
            """The next message; a body that is too long or too slow ends the request."""
            nonlocal seen, over
            allowed = self._serving.body_seconds + seen / LEAST_BYTES_A_SECOND
            wait = None if over else max(0.0, began + allowed - time.monotonic())
            try:
                message = await asyncio.wait_for(receive(), wait)
            except TimeoutError:
                raise HTTPException(408, "the form took too long to come; send it again") from None
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > most:
                    raise HTTPException(413)
                over = over or not message.get("more_body", False)
            return message

        return limited

    def _sender(self, send: Send, new_visitor: str, path: str) -> Send:
        """Adds the headers that every answer has."""

        async def sending(message: Message) -> None:
            """Send a message; the first of an answer gets the headers."""
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                present = {name for name, _ in headers}
                added = {**HEADERS}
                added["cache-control"] = (
                    "max-age=3600" if path.startswith("/static/") else "no-store"
                )
                for name, value in added.items():
                    if name.encode() not in present:
                        headers.append((name.encode(), value.encode()))
                if new_visitor and not path.startswith("/static/"):
                    cookie = f"{VISITOR}={new_visitor}; Path=/; HttpOnly; SameSite=Strict"
                    headers.append((b"set-cookie", cookie.encode()))
                message = {**message, "headers": headers}
            await send(message)

        return sending


def refuse(path: str, status: int, message: str) -> Response:
    """A refusal in the form that the address asks for."""
    if path.endswith(".json"):
        return JSONResponse({"error": {"status": status, "message": message}}, status)
    return PlainTextResponse(message + "\n", status)


def visitor_of(request: Request) -> str:
    """The visitor's random name."""
    return str(request.state.visitor)


def _visitor(cookies: str) -> tuple[str, bool]:
    """The name in the cookie, or a new one; and whether it is new."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(cookies)
    except CookieError:
        jar = SimpleCookie()
    held = jar[VISITOR].value if VISITOR in jar else ""
    if len(held) == 64 and all(c in "0123456789abcdef" for c in held):
        return held, False
    return secrets.token_hex(32), True


def _length(headers: dict[str, str]) -> int:
    told = headers.get("content-length", "")
    return int(told) if told.isdigit() and len(told) < 16 else 0
