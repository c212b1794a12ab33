"""Listens. The only module that opens a server."""

import socket

import uvicorn
from fastapi import FastAPI


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens on an address; port 0: one that is free. Raises OSError where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle on
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening


def server_of(app: FastAPI) -> uvicorn.Server:
    """A server that logs nothing but faults and believes no header about who asks."""
    return uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", access_log=False, proxy_headers=False, server_header=False, timeout_keep_alive=30,
            limit_concurrency=200, h11_max_incomplete_event_size=64_000, timeout_graceful_shutdown=5,
        )
    )  # fmt: skip


def serve(app: FastAPI, listening: socket.socket) -> None:
    """Answer until Ctrl-C or SIGTERM."""
    server_of(app).run(sockets=[listening])
