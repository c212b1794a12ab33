"""What a page's body is worth, and why. Pure. Conservative: a reason to look again, never to drop."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.extract.bodies import page_lines
from monitor.extract.markup import Json, Markup
from monitor.extract.plain import word_count
from monitor.model import Quality

EMPTY_BELOW = 5  # words: less than a sentence
SHORT_BELOW = 200  # words: a body that a page itself calls locked, or a wall's text
BOX_BELOW = 120  # words: a body next to a subscription box, with no other sign
ERROR_BELOW = 150

_ERROR_TITLE = re.compile(
    r"(?:(?:error|http|오류)\s*[:-]?\s*)?(?:40[0134]|410|429|5\d\d)(?:\W*|\W.{0,30}"
    r"(?:not found|error|forbidden|unavailable|gateway|too many|denied|gone|bad request|찾을 수 없|페이지|오류).{0,60})"
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
    r"(?:page|article|story) you (?:are|were|['’]re) looking for"
    r"|(?:can(?:no|['’])t|could ?n[o']t) find (?:that|this|the) page|you don['’]t have permission to access"
    r"|verify (?:that )?you are (?:a )?human"
    r"|enable javascript and cookies to continue|요청하신 (?:페이지|기사)|삭제되었거나"
    r"|삭제된 (?:기사|게시물|페이지)|존재하지 않는 (?:기사|페이지)"
    r"|주소가 (?:잘못|변경)|잘못된 접근",
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


_TO_READER = re.compile(
    r"\b(?:we|our|us|you|your)\b|당사|저희|귀하|회원님|이용자"
    r"|(?:수집|이용|처리)(?:합니다|에 동의)|동의(?:하지|하시|합니다|해)|설정",
    re.IGNORECASE,
)
_NO = re.compile(r"false|no|0|https?://schema\.org/False", re.IGNORECASE)
_ALERT = re.compile(r"alert\(\s*[\"']([^\"']{2,100})[\"']")
_ALERTING = 2_000  # characters of a script that does little else


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A body's quality with the reason in words; the reason of FULL is empty."""

    quality: Quality
    reason: str = ""


def judge_body(*, title: str, text: str, page_text: Callable[[], str], is_locked: bool) -> Verdict:
    """Judge a body of one paragraph a line.

    `page_text()`: what the page says outside its frame, asked for only of a short body, of which only the cues are
    read. `is_locked`: the page says of itself that it is not free (schema.org isAccessibleForFree false), which alone
    proves nothing: many sites send the whole text all the same.
    """
    words = word_count(text)
    # An error or consent page is one by its title or by most of what little it says.
    if words < ERROR_BELOW and _ERROR_TITLE.fullmatch(title):
        return Verdict(quality=Quality.ERROR, reason=f"the page is titled {title[:80]!r}")
    if EMPTY_BELOW <= words < ERROR_BELOW and (found := _ERROR_TEXT.search(text)):
        return Verdict(quality=Quality.ERROR, reason=f"the page says {found[0]!r}")
    if EMPTY_BELOW <= words < SHORT_BELOW and _is_about_consent(text):
        return Verdict(quality=Quality.CONSENT, reason="most of the text asks for consent to cookies")
    if words < EMPTY_BELOW:
        return _judge_nothing(page_text(), is_locked=is_locked)
    if is_locked and words < SHORT_BELOW:
        return Verdict(quality=Quality.TEASER, reason=f"the page says it is not free; {words} words")
    if words < BOX_BELOW and (locked := _LOCKED.search(text) or _LOCKED.search(page_text())):
        return Verdict(quality=Quality.TEASER, reason=f"the page says {locked[0]!r}; {words} words")
    return Verdict(quality=Quality.FULL)


def _judge_nothing(page_text: str, *, is_locked: bool) -> Verdict:
    """Why a page has no body."""
    is_short = word_count(page_text) < 2 * SHORT_BELOW
    if is_short and (found := _ERROR_TEXT.search(page_text)):
        return Verdict(quality=Quality.ERROR, reason=f"the page says {found[0]!r}")
    if is_locked or _LOCKED.search(page_text):
        return Verdict(quality=Quality.TEASER, reason="locked, and nothing of the body is shown")
    if is_short and len(_CONSENT.findall(page_text)) >= 4:
        return Verdict(quality=Quality.CONSENT, reason="the page asks for consent and shows no article")
    return Verdict(quality=Quality.EMPTY, reason="the page has no body")


def _is_about_consent(text: str) -> bool:
    """Half of the lines at least and three cues, and the reader is spoken to: an article about cookies does not."""
    lines = text.splitlines()
    about = sum(1 for line in lines if _CONSENT.search(line))
    return 2 * about >= len(lines) and len(_CONSENT.findall(text)) >= 3 and len(_TO_READER.findall(text)) >= 2


def says_it_is_locked(markup: Markup) -> bool:
    """Whether a page's JSON-LD says that the article, or a part of it, is not accessible for free."""
    parts = markup.article.get("hasPart")
    nodes: list[Json] = [dict(markup.article), *(parts if isinstance(parts, list) else [parts])]
    said = (node.get("isAccessibleForFree") for node in nodes[:20] if isinstance(node, dict))
    return any(free is False or (isinstance(free, str) and _NO.fullmatch(free.strip())) for free in said)


def own_words(markup: Markup, shown: Sequence[str]) -> str:
    """What a page shows (`shown`) but for its frame, where every site asks to log in, and what its scripts alert."""
    framed: set[str] = set()
    for element in markup.tree.iter("nav", "footer", "header", "aside"):
        if element.find(".//h1") is None and element.find(".//p") is None:
            framed.update(page_lines(element))
    alerts = (found[1] for _, text in markup.scripts if len(text) < _ALERTING for found in _ALERT.finditer(text))
    return " ".join((*(line for line in shown if line not in framed), *alerts))
