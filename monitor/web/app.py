"""The parts put together: the gate, the screens, and what is shown when something goes wrong."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles

from monitor import __version__
from monitor.config import Workspace
from monitor.errors import MonitorError, RefusedError, WarehouseError
from monitor.web import api, operations, syndication
from monitor.web.desk import Desk
from monitor.web.gate import Gate, check_form
from monitor.web.rendering import page
from monitor.web.screens import calendar, feeds, login, runs, search, sql, stories, today, topics, watches

_SCREENS = (today, watches, search, stories, topics, calendar, feeds, sql, runs, login)


def make_app(workspace: Workspace, *, host: str = "127.0.0.1", environ: Mapping[str, str] | None = None) -> FastAPI:
    """The page of a workspace. `host` is the address it will listen on: any but loopback asks for a login."""
    desk = Desk(workspace, os.environ if environ is None else environ)
    gate = Gate(desk, host)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="trade-news-monitor", version=__version__, openapi_url="/api/openapi.json",
        docs_url=None, redoc_url=None, lifespan=lifespan,
        dependencies=[Depends(check_form)],
    )  # fmt: skip
    app.state.desk, app.state.gate = desk, gate

    @app.middleware("http")
    async def pass_gate(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
        return await gate(request, proceed)

    app.add_middleware(_Heads)
    app.mount("/static", StaticFiles(directory=str(files("monitor.web").joinpath("static"))), name="static")
    for screen in _SCREENS:
        app.include_router(screen.router, include_in_schema=False)
    app.include_router(syndication.router, include_in_schema=False)
    app.include_router(operations.router, include_in_schema=False)
    app.include_router(api.router)
    app.add_exception_handler(HTTPException, _failed)
    app.add_exception_handler(404, _failed)
    app.add_exception_handler(405, _failed)
    app.add_exception_handler(RequestValidationError, _failed)
    app.add_exception_handler(MonitorError, _failed)
    return app


class _Heads:
    """HEAD is answered as GET is; the server leaves the body out. Feed readers and uptime checks ask so."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Mapping[str, Any], receive: object, send: object) -> None:
        is_head = scope["type"] == "http" and scope["method"] == "HEAD"
        await self._app({**scope, "method": "GET"} if is_head else scope, receive, send)


def _failed(request: Request, error: Exception) -> Response:
    """An error as a page, or as JSON for programs."""
    status, reason = _said(error)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": reason}, status)
    shown: HTMLResponse = page(request, "error.html", status, reason=reason, status=status)
    return shown


def _said(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail)
    if isinstance(error, RequestValidationError):
        return 422, "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
    if isinstance(error, WarehouseError):
        return 503, error.reason
    if isinstance(error, RefusedError):
        return 400, error.reason
    if getattr(error, "status_code", None):
        return error.status_code, str(getattr(error, "detail", ""))  # type: ignore[attr-defined]
    return 400, str(error)
