"""A day's web on loopback, in a process of its own: a thousand feeds on fifty hosts, five articles each.

Its pages are made up, small and all of one kind; or real ones, if the shared corpora are there (day_pages.py).
"""

import asyncio
import multiprocessing
from collections.abc import Sequence
from hashlib import sha256
from html import escape

from day_pages import Frames

FEEDS, EACH, HOSTS = 1_000, 5, 50
_PLAIN = (
    "the of and to in a is that for it was on are as with his they at be this from have or by one had not but what "
    "were when we there can an your which their if do will each about how up out them then she many some so these "
    "other into has more her two like him see time could no make than first been its who now people my made over did "
    "down only way find use may water long little very after words called just where most know get through back much "
    "before go good new write our used me man too any day same right look think also around another came come work "
    "three word must because does part even place well such here take why things help put years different away again"
)
_TRADE = (
    "tariff port steel ministers talks duty Seoul Washington exports quota agreement customs chip battery vessel trade "
    "관세 수출 협상 정부 조선 반도체"
)
_WORDS = (_PLAIN.split() * 3)[:220] + _TRADE.split() + ["said"] * 14  # one in eleven is of trade
_CLUTTER = "".join(
    f"<li class='menu'><a href='/section/{at}'>Section {at} of the site</a></li>"
    f"<div class='teaser'><a href='/other/{at}'>Another headline number {at}</a><span>{at} minutes ago</span></div>"
    for at in range(150)
)


def addresses() -> list[str]:
    return [f"127.0.1.{at}" for at in range(1, HOSTS + 1)]


def _text(name: str, count: int) -> str:
    """So many words, always the same for a name."""
    digest = b"".join(sha256(f"{name} {at}".encode()).digest() for at in range(count // 32 + 1))
    return " ".join(_WORDS[byte % len(_WORDS)] for byte in digest[:count])


def page(name: str) -> bytes:
    """A news page of about 40 kB: 600 words of article, the rest menus and teasers."""
    lines = "".join(f"<p>{_text(f'{name} {at}', 60).capitalize()}.</p>" for at in range(10))
    return (
        f"<html lang='en'><head><title>{_text(name, 8)}</title><meta property='article:published_time' "
        f"content='2026-03-02T05:00:00+00:00'><meta name='author' content='Kim Min'></head><body><nav><ul>{_CLUTTER}"
        f"</ul></nav><article><h1>{_text(name, 8)}</h1>{lines}</article><footer>{_CLUTTER[:4000]}</footer>"
        "</body></html>"
    ).encode()


def feed(number: int, base: str, titles: Sequence[str]) -> bytes:
    """A feed of its articles."""
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{base}/page/{number}-{at}</link>"
        f"<guid>{number}-{at}</guid><pubDate>Mon, 02 Mar 2026 05:00:00 GMT</pubDate>"
        f"<description>{_text(f'{number}-{at} summary', 40)}</description></item>"
        for at, title in enumerate(titles)
    )
    return f"<rss version='2.0'><channel><title>Outlet {number}</title>{items}</channel></rss>".encode()


def feed_urls(port: int) -> list[str]:
    hosts = addresses()
    return [f"http://{hosts[number % HOSTS]}:{port}/feed/{number}" for number in range(FEEDS)]


def page_urls(port: int) -> list[str]:
    return [url.replace("/feed/", "/page/") + f"-{at}" for url in feed_urls(port) for at in range(EACH)]


async def _serve(told: "multiprocessing.SimpleQueue[int]", frames: Frames | None) -> None:
    made: dict[str, bytes] = {}
    titles: list[list[str]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                path = lines[0].split(" ")[1]
                base = next(f"http://{line[5:].strip()}" for line in lines if line.lower().startswith("host:"))
                kind, _, name = path.removeprefix("/").partition("/")
                body = feed(int(name), base, titles[int(name)]) if kind == "feed" else made.get(path, b"")
                kind = "application/rss+xml" if kind == "feed" else "text/html; charset=utf-8"
                status = f"HTTP/1.1 {'200 OK' if body else '404 Not Found'}"
                fields = f"content-type: {kind}\r\ncontent-length: {len(body)}"
                writer.write(f"{status}\r\n{fields}\r\n\r\n".encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    first = await asyncio.start_server(answer, addresses()[0], 0, backlog=1024)
    port = first.sockets[0].getsockname()[1]
    others = [await asyncio.start_server(answer, one, port, backlog=1024) for one in addresses()[1:]]
    for number in range(FEEDS):  # made before anybody measures
        titles.append([])
        for at in range(EACH):
            name = f"{number}-{at}"
            title, made[f"/page/{name}"] = frames.page(number % HOSTS, at) if frames else (_text(name, 8), page(name))
            titles[-1].append(title)
    told.put(port)
    await asyncio.gather(first.serve_forever(), *(one.serve_forever() for one in others))


def _main(told: "multiprocessing.SimpleQueue[int]", has_real_pages: bool) -> None:
    asyncio.run(_serve(told, Frames() if has_real_pages else None))


def start(*, has_real_pages: bool = False) -> tuple[multiprocessing.process.BaseProcess, int]:
    """The site, and its port."""
    context = multiprocessing.get_context("spawn")
    told = context.SimpleQueue()
    site = context.Process(target=_main, args=(told, has_real_pages), daemon=True)
    site.start()
    return site, told.get()
