"""`detente serve`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.failing import INTERRUPTED, KNOWN_ERROR
from detente.cli.options import DEFAULT_PROJECT, ProjectPath
from detente.cli.screen import note

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from detente.adapters.listening import Place

PASSWORD = "DETENTE_PASSWORD"


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8321,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Serve for reading; nothing can be changed.")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A further host name under which visitors may ask."),
    ] = None,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Open the workbench: a web application on the project, for this machine alone.

    With --host it can be reached from other machines, and then asks for the password that the
    environment variable DETENTE_PASSWORD holds. It speaks plain HTTP: put a proxy with TLS before
    it where the network is not your own. Stopped with Ctrl+C it gives 130.

    \b
    Examples:
      detente serve
      detente serve --project archive --read-only --port 9000
    """
    from detente.adapters.listening import bound
    from detente.web import Serving, make_app
    from detente.web.early import FIRST_SECONDS, begin, load, patience
    from detente.web.serving import check_serving

    def serving_at(number: int) -> Serving:
        """What is served, at a port."""
        return Serving(
            project=project,
            host=host,
            port=number,
            password=os.environ.get(PASSWORD, ""),
            read_only=read_only,
            names=tuple(name or ()),
            answer_seconds=patience(project),
        )

    check_serving(serving_at(port))
    with bound(host, port) as place:
        number = place.getsockname()[1]
        app = make_app(serving_at(number))
        load(project)
        begin(app.state.desk).wait(FIRST_SECONDS)
        shown = f"[{host}]" if ":" in host else host
        note(f"the workbench is at http://{shown}:{number}/ (stop it with Ctrl+C)")
        _leave(app, _run(app, place))


def _run(app: Starlette, place: Place) -> int:
    """Serve until the process is told to stop; gives its exit code."""
    import uvicorn

    from detente.web.patience import MOST_CONNECTIONS, PatientProtocol

    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=20,
        http=PatientProtocol,
        limit_concurrency=MOST_CONNECTIONS,
        h11_max_incomplete_event_size=64 * 1024,
    )
    server = uvicorn.Server(config)
    try:
        server.run(sockets=[place])
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0 if server.started else KNOWN_ERROR


def _leave(app: Starlette, code: int) -> None:
    """End the process with a code."""
    if app.state.jobs.is_working:
        # Coding would go on to the end of what is at work; what is coded is kept.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    raise typer.Exit(code)
