"""`monitor serve`: the analyst's page."""

from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from monitor.cli.workspace import DIR, open_workspace


def serve(
    *,
    dir: DIR = None,
    port: Annotated[int, Parameter(validator=Number(gte=0, lte=65_535), help="0: any that is free.")] = 8000,
    host: Annotated[str, Parameter(help="The address to listen on; any but loopback asks for a login.")] = "127.0.0.1",
) -> None:
    """The page to work in, in a browser, until Ctrl-C."""
    from monitor.errors import RefusedError
    from monitor.store.accounts import Accounts
    from monitor.web.app import make_app
    from monitor.web.gate import is_loopback
    from monitor.web.server import bound, serve

    workspace = open_workspace(dir)
    if not is_loopback(host) and not workspace.settings.web.user_header and not Accounts(workspace.accounts).names():
        reason = "can be reached from elsewhere and needs a login: `monitor user add NAME` first"
        raise RefusedError(host, reason)
    app = make_app(workspace, host=host)
    try:
        listening = bound(host, port)
    except OSError as error:
        raise RefusedError(f"{host}:{port}", f"cannot be listened on ({error.strerror}): try --port 0") from error
    shown = f"[{host}]" if ":" in host else host
    print(f"http://{shown}:{listening.getsockname()[1]}/", flush=True)
    serve(app, listening)
