"""The application: addresses to pages and actions, and how their answers are sent."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from detente.errors import DetenteError, InputError, LedgerError, Missing, NotReady, Refused
from detente.pipeline_project import open_project
from detente.web.actions.visitors import local_path
from detente.web.asking import LONGEST_VALUE, Ask, Form, Upload, address_of
from detente.web.description import describe
from detente.web.desk import Desk
from detente.web.guard import WRONG_PASSWORD_SECONDS, Guard, Visitors, visitor_of
from detente.web.jobs import Jobs
from detente.web.page import (
    Change,
    Done,
    File,
    Page,
    jsonable,
)
from detente.web.page import (
    Route as PageRoute,
)
from detente.web.printing import STATIC, print_page
from detente.web.promptness import Promptness, Turn
from detente.web.routes import CHANGES, PAGES
from detente.web.serving import Serving, check_serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

Answer = Callable[[Request], Awaitable[Response]]
LOG = logging.getLogger("detente.web")
MOST_FIELDS = 2000
MOST_FILES = 2000


def make_app(serving: Serving) -> Starlette:
    """The workbench on one project, as an ASGI application.

    Raises:
        InputError: if it would let strangers in.
    """
    check_serving(serving)
    jobs = Jobs(serving.project)
    desk = Desk(serving.project, jobs)
    visitors = Visitors(serving)
    answering = Answering(serving, desk, jobs, visitors)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()
        jobs.close()

    routes: list[Route | Mount] = [
        Route("/openapi.json", lambda request: json_response(describe(PAGES)))
    ]
    for page in PAGES:
        if not page.plain:
            path = "/index" if page.path == "/" else page.path
            routes.append(Route(f"{path}.json", answering.page(page, as_json=True)))
        routes.append(Route(page.path, answering.page(page, as_json=False)))
    routes += [Route(one.path, answering.change(one), methods=["POST"]) for one in CHANGES]
    routes.append(Route("/login", answering.login, methods=["POST"]))
    routes.append(Route("/logout", answering.logout, methods=["POST"]))
    # Figures and scales look the same here as in a briefing.
    styles: list[str | tuple[str, str]] = [("detente.briefing", "static")]
    routes.append(Mount("/static", StaticFiles(directory=STATIC, packages=styles)))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, serving=serving, visitors=visitors)],
        exception_handlers={HTTPException: answering.failed, Exception: answering.failed},
        lifespan=lifespan,
    )
    app.state.desk, app.state.jobs = desk, jobs
    return app


class Answering:
    """Makes ASGI endpoints of pages and actions."""

    def __init__(self, serving: Serving, desk: Desk, jobs: Jobs, visitors: Visitors) -> None:
        self._serving = serving
        self._desk = desk
        self._jobs = jobs
        self._visitors = visitors
        self._promptness = Promptness(serving.answer_seconds)

    def page(self, route: PageRoute, *, as_json: bool) -> Answer:
        """The endpoint of a page, in one of its two forms.

        Programs wait for what they ask for; a person is told where it takes long.
        """

        async def whole(request: Request) -> Response:
            return await run_in_threadpool(self._show, request, route, as_json, Turn())

        async def prompt(request: Request) -> Response:
            if not _is_for_a_person(request):
                return await whole(request)
            return await self._promptness.answer(
                f"{request.url.path}?{request.url.query}",
                lambda turn: self._show(request, route, False, turn),
                lambda: self._meanwhile(request, route),
            )

        return whole if as_json or route.plain else prompt

    def change(self, change: Change) -> Answer:
        """The endpoint of an action."""

        async def answer(request: Request) -> Response:
            try:
                form = await self._form(request)
            except HTTPException as error:
                return await run_in_threadpool(self.failed, request, error)
            return await run_in_threadpool(self._act, request, change, form)

        return answer

    async def login(self, request: Request) -> Response:
        """Let a visitor in who gives the password."""
        form = await self._form(request)
        try:
            self._visitors.check_change(request, form)
        except Refused as error:
            return self.failed(request, error)
        going_to = local_path(form.get("next"))
        if self._visitors.enter(visitor_of(request), form.get("password")):
            return RedirectResponse(going_to, 303)
        await asyncio.sleep(WRONG_PASSWORD_SECONDS)
        values = {"next": going_to, "wrong": True}
        page = Page("login.html.j2", "Password", values, status=401)
        content = print_page(page, None, self._visitors.told(request))
        return Response(content, 401, media_type="text/html")

    async def logout(self, request: Request) -> Response:
        """Ask for the password again from the next page on."""
        try:
            self._visitors.check_change(request, await self._form(request))
        except Refused as error:
            return self.failed(request, error)
        self._visitors.leave(visitor_of(request))
        return RedirectResponse("/login", 303)

    def failed(self, request: Request, error: Exception) -> Response:
        """An error as one JSON object, or as one page; nothing internal is told."""
        status, told = told_error(error)
        if status == 500:
            LOG.error("failed on %s", request.url.path, exc_info=error)
        if wants_json(request):
            return json_response({"error": {"status": status, "message": told}}, status)
        values = {"message": told, "status": status}
        page = Page("error.html.j2", told_title(status), values, status=status)
        content = print_page(page, None, self._visitors.told(request))
        return Response(content, status, media_type="text/html")

    def _meanwhile(self, request: Request, route: PageRoute) -> Response:
        """The page that stands in for one that is being drawn."""
        # What was said to the visitor is kept for the page itself.
        told = replace(self._visitors.told(request, keep=True), message="", shown_once="")
        page = Page("drawing.html.j2", "Being drawn", {}, place=route.path.split("/")[1])
        try:
            with self._asked(request) as ask:
                content = print_page(page, ask, told)
        except DetenteError:
            content = print_page(page, None, told)
        return Response(content, 202, {"retry-after": "1"}, "text/html")

    def _show(self, request: Request, route: PageRoute, as_json: bool, turn: Turn) -> Response:
        try:
            with self._asked(request) as ask:
                made = route.show(ask)
                if not turn.take():
                    return Response(status_code=204)
                if isinstance(made, File):
                    return file_response(made)
                if isinstance(made, Done):
                    return RedirectResponse(made.location, 303)
                if as_json:
                    return json_response({"title": made.title, **made.values}, made.status)
                content = print_page(made, ask, self._visitors.told(request))
                return Response(content, made.status, media_type="text/html")
        except NotReady as error:
            # A calendar program would take the job's page for a calendar.
            if wants_json(request) or request.url.path.endswith(".ics"):
                return self.failed(request, error)
            return RedirectResponse(address_of("jobs", error.job), 303)
        except DetenteError as error:
            return self.failed(request, error)

    def _act(self, request: Request, change: Change, form: Form) -> Response:
        try:
            self._visitors.check_change(request, form)
            with self._asked(request) as ask:
                done = change.act(ask, form)
        except DetenteError as error:
            return self.failed(request, error)
        return self._went_on(request, done)

    def _went_on(self, request: Request, done: Done) -> Response:
        response: Response
        if wants_json(request):
            told = {"location": done.location, "message": done.message, **done.values}
            if done.shown_once:
                told["shown_once"] = done.shown_once
            response = json_response(told)
        else:
            response = RedirectResponse(done.location, 303)
            self._visitors.say(request, done.message, done.shown_once)
        if "reviewer" in done.values:
            self._visitors.name(response, str(done.values["reviewer"]))
        return response

    @contextmanager
    def _asked(self, request: Request) -> Iterator[Ask]:
        query = dict(request.query_params.items())
        every = {name: tuple(request.query_params.getlist(name)) for name in query}
        long = [name for name, all_ in every.items() if sum(map(len, all_)) > LONGEST_VALUE]
        if long:
            raise InputError(f"{long[0]} is longer than {LONGEST_VALUE} characters; shorten it")
        with open_project(self._serving.project) as project:
            yield Ask(
                project=project,
                desk=self._desk,
                jobs=self._jobs,
                serving=self._serving,
                address=address_of(*request.url.path.strip("/").split("/"), **every),
                path={name: str(value) for name, value in request.path_params.items()},
                query=query,
                every=every,
                reviewer=self._visitors.reviewer(request),
                token=self._visitors.token(request),
                state=self._desk.state(project),
            )

    async def _form(self, request: Request) -> Form:
        values: dict[str, list[str]] = {}
        files: list[Upload] = []
        most = MOST_FILES
        async with request.form(max_files=most, max_fields=MOST_FIELDS) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    if value.filename:
                        files.append(Upload(value.filename, await value.read()))
                else:
                    values.setdefault(name, []).append(value)
        return Form({name: tuple(given) for name, given in values.items()}, tuple(files))


def wants_json(request: Request) -> bool:
    """Whether an answer should be JSON: by the address, or by what the caller accepts."""
    accepted = request.headers.get("accept", "")
    return request.url.path.endswith(".json") or accepted.startswith("application/json")


def _is_for_a_person(request: Request) -> bool:
    """Whether a browser asks for a page to be shown; programs take anything, and wait."""
    return "text/html" in request.headers.get("accept", "")


def json_response(values: object, status: int = 200) -> Response:
    """Values as JSON, non-ASCII as it is."""
    text = json.dumps(jsonable(values), ensure_ascii=False, allow_nan=False)
    return Response(text, status, media_type="application/json")


def file_response(file: File) -> Response:
    """A file to save under its name, or to look at."""
    kind = "inline" if file.inline else "attachment"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in file.name)
    headers = {"content-disposition": f'{kind}; filename="{safe}"'}
    if file.policy:
        headers["content-security-policy"] = file.policy
    return Response(file.content, media_type=file.media_type, headers=headers)


def told_error(error: Exception) -> tuple[int, str]:
    """The status of an error, and what a visitor is told."""
    if isinstance(error, Missing):
        return 404, str(error)
    if isinstance(error, Refused):
        return 403, str(error)
    if isinstance(error, LedgerError | NotReady):
        return 503, str(error)
    if isinstance(error, DetenteError):
        return 400, str(error)
    if isinstance(error, HTTPException):
        told = {
            404: "there is no such page; start from the portfolio",
            405: "this address can't be asked in that way",
            400: "the form could not be read",
            413: "this is larger than is allowed",
        }
        return error.status_code, told.get(error.status_code, str(error.detail))
    return 500, "the program failed on this page; its log on the terminal says where"


def told_title(status: int) -> str:
    """The title of an error page."""
    titles = {400: "Something is not right", 403: "Not allowed", 404: "Not found"}
    return titles.get(status, "This did not work")
