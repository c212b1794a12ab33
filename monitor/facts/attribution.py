"""What a way to name a source comes to, in any language. Pure."""

from dataclasses import dataclass
from typing import Literal

from monitor.facts.directory import Known

Kind = Literal["reporting source", "quoted body", "speaker", "reprint", "unnamed"]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a sentence names as a source."""

    name: str
    kind: Kind
    is_known: bool = False  # by the directory; others are as written
    is_sure: bool = True  # not only a word in capitals that might as well be anything
    is_bare: bool = False  # words in capitals without a calling: as likely a firm's or an outlet's as a person's
    is_document: bool = False  # by a study, a statement, data of theirs


def of_known(known: Known) -> Named:
    """An outlet or agency reports, a body is quoted."""
    return Named(known.name, "quoted body" if known.group == "body" else "reporting source", is_known=True)
