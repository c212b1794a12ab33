"""Captions of pictures and videos: kept, and kept out of the body. Pure."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml import html

from monitor.extract.markup import Markup
from monitor.extract.plain import one_line

_LONGEST = 400  # characters; longer is text under a wrong name
_LONGEST_CREDITED = 300
_MOST = 40
IS_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:captions?|cutline|wp-caption-text|img[_-]?desc|photo[_-]?desc|image[_-]?desc|img[_-]?txt)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HOLDERS = ("figcaption", "div", "p", "span", "dd", "em", "small", "td", "strong")
_ELSEWHERE = frozenset(("nav", "footer", "aside", "header"))
_OTHERS = re.compile(r"(?:^|\s)(?:related|recommend|comment|sidebar|most-?read|popular|trending|menu|nav|dropdown)")
# Words by which a picture's maker is named at the end of a line, or a line is marked as a picture's.
_AGENCY = r"(?:AP|AFP|Reuters|REUTERS|EPA|EFE|Getty|Bloomberg|Yonhap|Xinhua|Shutterstock|NurPhoto|Imago|ZUMA)"
_CREDITED = re.compile(
    r"(?:[\[(（<]\s*(?:사진|그래픽|자료|이미지|영상)\s*(?:제공|출처)?\s*[=:·][^\])）>]{1,60}[\])）>]"
    r"|/\s*(?:사진|그래픽)\s*(?:제공)?\s*[=:]?\s*[^/.]{1,40}"
    r"|(?:사진|그래픽|이미지)\s*(?:제공|출처)?\s*[=:]\s*[^.=:]{1,40}"
    r"|[\[(]\s*[^\])]{0,20}(?:자료\s?사진|자료사진)\s*[\])]"
    r"|[\[(]\s*(?:Photo|Image|Picture|Video|AP Photo|File [Pp]hoto|Photograph|Foto|Bild)\b[^\])]{0,80}[\])]"
    rf"|[\[(]\s*[^\])]{{0,60}}(?:/|via |, ){_AGENCY}(?: Images| Photo)?\s*[\])]"
    r"|(?:/|via )(?:Getty Images|AFP|AP|Reuters|REUTERS|Bloomberg|Shutterstock)(?: via Getty Images)?"
    r"|REUTERS/[^.]{2,40}|(?:Photo|Image|Photograph|Picture|Foto) (?:by|courtesy of|credit):? [^.]{2,60}"
    r"|(?:[ⓒ©])\s?[^\s.][^.]{0,30})\s*$"
)
_MARKED = re.compile(r"(?:▲|△|FILE PHOTO\s*[:.-]|FILE\s*[-–—]\s|\[사진\s?설명\]|사진\s?설명\s*[:=]|Caption\s*:)\s*\S")
_IS_ITEM = re.compile(r"[▲△].*(?:[:：].*|(?<!있)[다요]\.)")  # items of a list begin so, too
_NO_LETTERS = re.compile(r"[\W_]+")
_TAIL = 140  # characters at the end of a line among which its credit stands


def captions_of(markup: Markup) -> tuple[str, ...]:
    """What the page's markup calls captions, each once, in order; those of other articles' teasers left out."""
    found: dict[str, None] = {}
    for element in markup.tree.iter(*_HOLDERS):
        if element.tag != "figcaption" and not IS_CAPTION.search(element.get("class") or ""):
            continue
        text = one_line(" ".join(element.itertext()))
        if 2 < len(text) <= _LONGEST and not _is_elsewhere(element):
            found.setdefault(text)
            if len(found) >= _MOST:
                break
    return tuple(text for text in found if not any(text != other and text in other for other in found))


def parted(lines: Sequence[str], captions: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(body, captions): lines that repeat a caption, or by their words are one, moved from the body.

    Where the "captions" hold most of the body, the page's class names mean something else, and nothing moves.
    """
    known = {_bare(caption) for caption in captions}
    bare = {line: _bare(line) for line in lines if known and len(line) <= _LONGEST}
    same = [line for line, letters in bare.items() if letters in known]
    if 2 * sum(map(len, same)) > sum(map(len, lines)):
        same = []
    own = [line for line in dict.fromkeys(lines) if line not in same and is_caption(line)]
    gone = {*same, *own}
    if len(gone) >= len(set(lines)):
        return tuple(lines), tuple(captions)
    return tuple(line for line in lines if line not in gone), (*captions, *own)


def is_caption(line: str) -> bool:
    """Whether a line is a caption by its own words: it ends with a picture's credit or opens with its mark."""
    if len(line) > _LONGEST_CREDITED:
        return False
    return bool(_CREDITED.search(line[-_TAIL:]) or (_MARKED.match(line) and not _IS_ITEM.fullmatch(line)))


def _bare(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


def _is_elsewhere(element: html.HtmlElement) -> bool:
    for node in islice(element.iterancestors(), 12):
        if node.tag == "a" or node.tag in _ELSEWHERE or _OTHERS.search((node.get("class") or "").lower()):
            return True
        if node.tag in ("article", "main", "body"):
            return False
    return False
