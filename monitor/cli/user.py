"""`monitor user`: who may open the page from elsewhere."""

import sys
from datetime import UTC, datetime
from typing import Annotated

from cyclopts import App, Parameter

from monitor.cli.workspace import DIR, JSON, open_workspace

user = App(name="user", help="Who may log in to the page of `monitor serve`.")
NAME = Annotated[str, Parameter(help="The account.")]


@user.command
def add(
    name: NAME,
    *,
    dir: DIR = None,
    stdin: Annotated[
        bool, Parameter(negative=(), help="Read the password from the first line of standard input.")
    ] = False,
) -> None:
    """Add an account, or give it a new password, which is asked for; its sessions end."""
    from getpass import getpass

    from monitor.errors import RefusedError
    from monitor.store.accounts import Accounts
    from monitor.web.passwords import LONGEST, SHORTEST, hashed

    workspace = open_workspace(dir)
    if not name.strip() or not name.isprintable() or "|" in name or ":" in name or len(name) > 100:
        raise RefusedError(name, "an account's name is of 1 to 100 letters, without : and |")
    password = sys.stdin.readline().rstrip("\n") if stdin else getpass("Password: ")
    if not SHORTEST <= len(password) <= LONGEST:
        raise RefusedError(name, f"a password has {SHORTEST} characters or more")
    if not stdin and getpass("Once more: ") != password:
        raise RefusedError(name, "the two passwords differ; nothing was changed")
    Accounts(workspace.accounts).add(name.strip(), hashed(password), datetime.now(UTC))
    print(f"{name} may log in")


@user.command(name="list")
def list_(*, dir: DIR = None, json: JSON = False) -> None:
    """The accounts there are."""
    import json as documents

    from monitor.store.accounts import Accounts

    names = Accounts(open_workspace(dir).accounts).names()
    print(documents.dumps(names, ensure_ascii=False) if json else "\n".join(names) or "no accounts")


@user.command
def remove(name: NAME, *, dir: DIR = None) -> None:
    """Take an account away; its sessions end at once."""
    from monitor.store.accounts import Accounts

    Accounts(open_workspace(dir).accounts).remove(name)
    print(f"{name} may log in no more")
