"""Article files -> what a reader may see of them at a moment. Pure but for reading the files.

A manuscript is the file; a piece is one state of it, as published at a moment. The labels under
`[truth]` stay with the manuscript: a piece, and so a page or a feed, cannot hold them.
"""

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from monitor.errors import ConfigError
from monitor.newsroom.outlets import HERE, Outlet, load_outlets

ARTICLES = HERE / "articles"


class Quirk(StrEnum):
    """How an article's page departs from a plain one (README.md)."""

    TEASER = "teaser"  # two paragraphs and a subscribe box
    NO_BODY = "no-body"  # answers 200 with navigation around an empty article
    SCRIPTED_BODY = "scripted-body"  # the body only as JSON in a script
    BARE_DATE = "bare-date"  # a date without time or offset, in the text only
    PRIVATE = "private"  # lies below /private/, which robots.txt closes


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A writer's labels, for tests and quality gates; never served."""

    story: str
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    news: str = "new"  # to a reader who knows the story's earlier articles: new, update or echo
    adds: str = ""  # what an update adds to them


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A later state: `replace` pairs are applied to title, summary and body, `note` closes the body."""

    at: datetime
    replace: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article as its outlet shows it at a moment."""

    outlet: str
    slug: str
    title: str
    authors: tuple[str, ...]
    published: datetime  # with the outlet's offset
    updated: datetime  # equals `published` until a revision is in force
    section: str
    summary: str
    credit: str | None  # the agency whose copy this is
    quirks: frozenset[Quirk]
    paragraphs: tuple[str, ...]  # the first names the agency whose copy it is; correction notes come last

    @property
    def text(self) -> str:
        """The body as a reader of the page sees it, paragraphs parted by blank lines."""
        return "\n\n".join(self.paragraphs)


def article_path(outlet: Outlet, piece: Piece) -> str:
    """Where the piece is on its outlet's site; it never moves."""
    day = piece.published
    path = outlet.path.format(year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}", slug=piece.slug)
    return f"/private{path}" if Quirk.PRIVATE in piece.quirks else path


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """An article file, whole."""

    first: Piece
    revisions: tuple[Revision, ...]
    truth: Truth

    def at(self, moment: datetime) -> Piece | None:
        """What readers see at `moment`; None before it is published."""
        if moment < self.first.published:
            return None
        piece = self.first
        for revision in self.revisions:
            if revision.at <= moment:
                piece = _revised(piece, revision)
        return piece


def _revised(piece: Piece, revision: Revision) -> Piece:
    def corrected(text: str) -> str:
        for old, new in revision.replace:
            text = text.replace(old, new)
        return text

    notes = (revision.note,) if revision.note else ()
    return replace(
        piece,
        title=corrected(piece.title),
        summary=corrected(piece.summary),
        paragraphs=(*map(corrected, piece.paragraphs), *notes),
        updated=revision.at,
    )


def read_manuscript(source: str) -> Manuscript:
    """Parse one article file: TOML front matter between lines of `+++`, then paragraphs.

    Raises KeyError for a missing key, ValueError for anything else that README.md does not allow.
    """
    parts = source.replace("\r\n", "\n").split("+++\n", 2)
    if len(parts) != 3 or parts[0]:
        raise ValueError("the file must begin with front matter between two lines of +++")
    _, front, body = parts
    head: dict[str, Any] = tomllib.loads(front)
    paragraphs = tuple(" ".join(part.split()) for part in body.split("\n\n") if part.strip())
    if not paragraphs:
        raise ValueError("no paragraphs")
    credit = head.get("credit")
    if credit and credit not in body:
        paragraphs = (f"({credit}) — {paragraphs[0]}", *paragraphs[1:])
    published = _aware(head["published"], "published")
    piece = Piece(
        outlet=head["outlet"],
        slug=head["slug"],
        title=head["title"],
        authors=tuple(head["authors"]),
        published=published,
        updated=published,
        section=head["section"],
        summary=head["summary"],
        credit=credit,
        quirks=frozenset(Quirk(word) for word in head.get("quirks", ())),
        paragraphs=paragraphs,
    )
    revisions = tuple(_revision(row, piece) for row in head.get("revision", ()))
    truth = head["truth"]
    return Manuscript(
        first=piece,
        revisions=tuple(sorted(revisions, key=lambda revision: revision.at)),
        truth=Truth(
            story=truth["story"],
            topics=tuple(truth["topics"]),
            sources=tuple(truth.get("sources", ())),
            news=truth.get("news", "new"),
            adds=truth.get("adds", ""),
        ),
    )


def _revision(row: dict[str, Any], piece: Piece) -> Revision:
    shown = "\n".join((piece.title, piece.summary, *piece.paragraphs))
    for old, _ in row.get("replace", ()):
        if old not in shown:
            raise ValueError(f"a revision replaces {old!r}, which the article does not hold")
    return Revision(
        at=_aware(row["at"], "at"),
        replace=tuple((old, new) for old, new in row.get("replace", ())),
        note=row.get("note", ""),
    )


def _aware(moment: object, name: str) -> datetime:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(f"{name} must be a date and time with an offset, not {moment}")
    return moment


@cache
def load_manuscripts(folder: Path = ARTICLES) -> tuple[Manuscript, ...]:
    """Every article below `folder`, oldest first. Raises ConfigError with one line for each faulty file."""
    found: dict[str, Manuscript] = {}
    faults: list[str] = []
    outlets = {outlet.id for outlet in load_outlets()}
    for file in sorted(folder.rglob("*.md")):
        name = file.relative_to(folder).as_posix()
        try:
            manuscript = read_manuscript(file.read_text("utf-8"))
        except KeyError as fault:
            faults.append(f"{name}: no key {fault}")
            continue
        except ValueError as fault:
            faults.append(f"{name}: {fault}")
            continue
        slug = manuscript.first.slug
        if slug in found:
            faults.append(f"{name}: the slug {slug!r} is taken")
        if manuscript.first.outlet not in outlets:
            valid = ", ".join(sorted(outlets))
            faults.append(f"{name}: no outlet {manuscript.first.outlet!r}; valid: {valid}")
        found[slug] = manuscript
    if faults:
        raise ConfigError(folder.name, faults)
    return tuple(sorted(found.values(), key=lambda one: (one.first.published, one.first.slug)))
