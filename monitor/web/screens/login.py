"""Login and logout, where the page can be reached from elsewhere."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from monitor.web.gate import COOKIE, Gate, address_of
from monitor.web.rendering import page

router = APIRouter()
_LONGEST = 1_000


@router.get("/login")
def form(request: Request, next: str = "/") -> Response:  # noqa: A002 - its name in the address
    """Name and password."""
    if request.state.user:
        return RedirectResponse(_own(next), 303)
    return page(request, "login.html", fault=None, next=_own(next), name="")


@router.post("/login")
async def log_in(
    request: Request,
    name: Annotated[str, Form(max_length=_LONGEST)] = "",
    password: Annotated[str, Form(max_length=_LONGEST)] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002
) -> Response:
    """A session of its own for each login: the one before it counts no more."""
    gate: Gate = request.app.state.gate
    try:
        token = await run_in_threadpool(gate.log_in, name.strip(), password, address_of(request))
    except HTTPException as error:
        return page(request, "login.html", error.status_code, fault=error.detail, next=_own(next), name=name)
    await run_in_threadpool(gate.accounts.close_session, request.state.session)
    answer = RedirectResponse(_own(next), 303)
    gate.keep(answer, request, token)
    return answer


@router.post("/logout")
async def log_out(request: Request) -> Response:
    """End the session, here and in the browser."""
    gate: Gate = request.app.state.gate
    await run_in_threadpool(gate.accounts.close_session, request.state.session)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _own(address: str) -> str:
    """The address if it leads within this page, else its first screen."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    is_own = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_own and not parts.netloc and not parts.scheme and "\\" not in address else "/"
