"""The language of an article, as a BCP 47 primary tag. Pure."""

import re

from monitor.extract.markup import Markup, text_of

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*$", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")
_KANA = re.compile("[ぁ-ヿ]")
_NO_LETTERS = re.compile(r"[\W\d_]+")


def language_of(markup: Markup, text: str) -> str | None:
    """The script where it names one language (Hangul, kana), else what the page declares, else None.

    Script before declaration, because templates bought abroad keep their `lang="en"` on Korean pages.
    """
    if not text.isascii():
        letters = len(_NO_LETTERS.sub("", text))
        if letters and len(_HANGUL.findall(text)) > 0.3 * letters:
            return "ko"
        if letters and len(_KANA.findall(text)) > 0.2 * letters:
            return "ja"
    root = markup.tree.getroottree().getroot()
    declared = (
        root.get("lang") or root.get("xml:lang") or "",
        text_of(markup.article.get("inLanguage")),
        markup.first("og:locale", "content-language", "language", "dc.language"),
    )
    return next((found[1].lower() for said in declared if (found := _TAG.match(said.strip()))), None)
