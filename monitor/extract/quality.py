"""What a page's body is worth, and why. Pure. Conservative: a reason to look again, never to drop."""

import re
from dataclasses import dataclass

from monitor.extract.plain import word_count
from monitor.model import Quality

EMPTY_BELOW = 5  # words: less than a sentence
SHORT_BELOW = 200  # words: a body that a page itself calls locked, or a wall's text
BOX_BELOW = 120  # words: a body next to a subscription box, with no other sign
ERROR_BELOW = 150

_ERROR_TITLE = re.compile(
    r"(?:(?:error|http|오류)\s*[:-]?\s*)?(?:40[0134]|410|429|5\d\d)(?:\b.{0,60})?"
    r"|.{0,30}(?:page|article|story|file) (?:was |is |could |can ?)?not (?:be )?(?:found|available|exist)"
    r".{0,40}"
    r"|not found|access (?:denied|restricted|to this page has been denied).{0,40}|forbidden"
    r"|(?:service (?:temporarily )?|temporarily )unavailable|bad gateway|(?:internal )?server error"
    r"|just a moment.{0,5}"
    r"|attention required.{0,40}|are you (?:a robot|human).{0,10}|(?:robot|security) check.{0,40}|oops.{0,60}"
    r"|.{0,30}(?:페이지|기사)(?:를|을|가)?\s?(?:찾을 수 없|존재하지 않|삭제(?:된|되었)).{0,40}"
    r"|(?:접근|접속)이?\s?(?:거부|차단|제한).{0,40}|(?:서비스|시스템)\s?(?:점검|오류).{0,40}",
    re.IGNORECASE,
)
_ERROR_TEXT = re.compile(
    r"(?:page|article) you (?:are|were) looking for|you don['’]t have permission to access"
    r"|verify (?:that )?you are (?:a )?human"
    r"|enable javascript and cookies to continue|요청하신 (?:페이지|기사)|삭제되었거나|주소가 (?:잘못|변경)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|your privacy|privacy (?:policy|choices|settings)|personal data|our partners"
    r"|legitimate interest"
    r"|쿠키|개인정보|동의",
    re.IGNORECASE,
)
_LOCKED = re.compile(
    r"(?:subscribe|sign in|log in|register|create (?:a|an) (?:free )?account)(?: now| here| today)? to "
    r"(?:continue|keep|read|unlock|access|view|finish)"
    r"|(?:this|full) (?:article|story|content) is (?:only )?"
    r"(?:for|available (?:only )?(?:to|for)|reserved for|exclusive to) "
    r"(?:our |paying )?(?:subscribers|members)"
    r"|subscriber[- ]only|already a (?:subscriber|member)\?|to (?:continue|keep) reading"
    r"|(?:unlock|read) the (?:full|rest of)"
    r"|(?:유료|구독)\s?(?:회원|독자|기사|구독자)\s?(?:전용|만|에게만)|구독(?:하시면|하고|하면|후)\s?.{0,20}(?:전문|전체|계속|읽)"
    r"|로그인\s?(?:후|하시면|하면)\s?.{0,20}(?:전문|전체|계속|읽|보실|이용)"
    r"|유료\s?(?:콘텐츠|기사)입니다",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A body's quality with the reason in words; the reason of FULL is empty."""

    quality: Quality
    reason: str = ""


def judge_body(*, title: str, text: str, page_text: str, is_locked: bool) -> Verdict:
    """Judge a body of one paragraph a line.

    `page_text`: everything the page shows, of which only the cues are read. `is_locked`: the page says of
    itself that it is not free (schema.org isAccessibleForFree false), which alone proves nothing: many
    sites send the whole text all the same.
    """
    words = word_count(text)
    # An error or consent page is one by its title or by most of what little it says.
    if words < ERROR_BELOW and _ERROR_TITLE.fullmatch(title):
        return Verdict(quality=Quality.ERROR, reason=f"the page is titled {title[:80]!r}")
    if words < ERROR_BELOW and not words < EMPTY_BELOW and (found := _ERROR_TEXT.search(text)):
        return Verdict(quality=Quality.ERROR, reason=f"the page says {found[0]!r}")
    if EMPTY_BELOW <= words < SHORT_BELOW and _is_about_consent(text):
        return Verdict(quality=Quality.CONSENT, reason="most of the text asks for consent to cookies")
    locked = (_LOCKED.search(text) or _LOCKED.search(page_text)) if words < BOX_BELOW else None
    if words < EMPTY_BELOW:
        if locked or is_locked:
            return Verdict(quality=Quality.TEASER, reason="locked, and nothing of the body is shown")
        if len(_CONSENT.findall(page_text)) >= 4 and word_count(page_text) < 2 * SHORT_BELOW:
            return Verdict(quality=Quality.CONSENT, reason="the page asks for consent and shows no article")
        return Verdict(quality=Quality.EMPTY, reason="the page has no body")
    if is_locked and words < SHORT_BELOW:
        return Verdict(quality=Quality.TEASER, reason=f"the page says it is not free; {words} words")
    if locked:
        return Verdict(quality=Quality.TEASER, reason=f"the page says {locked[0]!r}; {words} words")
    return Verdict(quality=Quality.FULL)


def _is_about_consent(text: str) -> bool:
    """Half of the lines at least, and three cues: an article about cookies has other lines too."""
    lines = text.splitlines()
    about = sum(1 for line in lines if _CONSENT.search(line))
    return 2 * about >= len(lines) and len(_CONSENT.findall(text)) >= 3
