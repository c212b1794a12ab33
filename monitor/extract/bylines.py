"""Who wrote an article: names without "By", roles and mail addresses. Pure."""

import re
from collections.abc import Iterable

from monitor.extract.markup import Markup, strings
from monitor.extract.plain import one_line

_META = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator")
_MARKED = (
    "//*[@rel='author' or @itemprop='author']"
    " | //*[self::p or self::span or self::div or self::a or self::address]"
    "[contains(@class,'byline') or contains(@class,'author-name') or contains(@class,'reporter')]"
)
_LONGEST = 120  # characters of a whole byline; longer is an author's biography
_MOST = 12

_MAIL = re.compile(r"[\[(<]?\S+@\S+\.\w+[\])>]?")
_LEAD = re.compile(
    r"^(?:(?:story|written|words|reported|reporting|posted|published|edited|text)\s+by|by|from)\b[\s:]*|"
    r"^(?:글|기자|취재|편집)\s*[:=|]\s*|^\W+",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[\[(（【][^\])）】]{1,30}[\])）】]\s*|^\([^)]{1,30}\)\s*|^\S{1,8}=(?=\S)")
_ROLE_KO = re.compile(
    r"\s*(?:(?:선임|수석|인턴|전문|객원|온라인|경제|산업|정치)\s*)?"
    r"(?:기자|특파원|논설위원|편집위원|앵커|에디터|통신원|리포터|교수|대표|PD)(?:\s*[=/|].*)?\s*$"
)
_ROLE_EN = re.compile(
    r"(?:\s*[,|/(–—-]\s*|\s+)(?:(?:staff|senior|chief|contributing|associate|deputy|special|business|trade"
    r"|economics?|political|foreign|asia|seoul|washington|managing|news|data|video)\s+)*"
    r"(?:reporter|writer|correspondent|editor|journalist|columnist|contributor|bureau chief"
    r"|producer)s?\)?\s*$",
    re.IGNORECASE,
)
_PARTING = re.compile(
    r"\s*[;·•|/]\s*|\s+(?:and|with|und|et|y)\s+|\s*&\s*|\s*[,、，]\s+|\s*[,、，]\s*(?=[가-힣])", re.IGNORECASE
)
_SUFFIX = re.compile(r"^(?:jr|sr|ph\.?d|m\.?d|ii|iii|iv|esq)\.?$", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|^@|^\d|\b(?:updated|published|min read|follow|subscribe|share|comments?)\b|입력|수정"
    r"|^(?:admin|none|null)$",
    re.IGNORECASE,
)


def authors_of(markup: Markup, guess: str | None) -> tuple[str, ...]:
    """The names of who wrote it, persons or desks, in order, each once.

    JSON-LD first (names parted by the publisher), then meta, then what the page marks as a byline, then
    `guess`, a byline found by other means ("A; B"). The first source that yields a name is the source.
    """
    for source in (_names_said(markup), _meta_names(markup), _marked_names(markup), [guess or ""]):
        names = tuple(dict.fromkeys(name for text in source for name in names_in(text)))
        if names:
            return names[:_MOST]
    return ()


def _names_said(markup: Markup) -> Iterable[str]:
    return strings(markup.article.get("author"))


def _meta_names(markup: Markup) -> Iterable[str]:
    # The first name that is given; sites repeat one list under several, spelled differently.
    return next((v for name in _META if (v := markup.meta.get(name)) and any(map(names_in, v))), ())


def _marked_names(markup: Markup) -> Iterable[str]:
    for element in markup.tree.xpath(_MARKED)[:20]:
        text = one_line(" ".join(element.itertext()))
        if text and len(text) <= _LONGEST and names_in(text):
            return (text,)
    return ()


def names_in(byline: str) -> tuple[str, ...]:
    """The names in one byline: "By Kim Min-ji and Lee Jun, Staff Writers" -> two; "홍길동 기자" -> 홍길동."""
    text = one_line(byline)
    if not text or len(text) > _LONGEST or _NO_NAME.search(text):
        return ()
    text = _MAIL.sub(" ", text)
    text = _LEAD.sub("", _DATELINE.sub("", text.strip()))
    names: list[str] = []
    for part in _PARTING.split(text):
        name = _without_role(_LEAD.sub("", part))
        if names and _SUFFIX.match(name):
            names[-1] += f", {name}"
        elif _is_name(name):
            names.append(name)
    return tuple(names)


def _without_role(name: str) -> str:
    for role in (_ROLE_KO, _ROLE_EN):
        # Twice, because a role may come with its section: "홍길동 경제 기자", "Kim, senior reporter".
        name = role.sub("", role.sub("", f" {name}")).strip()
    return name.strip(" .,:;-–—=|")


def _is_name(name: str) -> bool:
    """Two letters at least, at most seven words, and not a role or an address standing alone."""
    letters = sum(character.isalpha() for character in name)
    return letters >= 2 and len(name.split()) <= 7 and not _NO_NAME.search(name)
