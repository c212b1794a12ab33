"""Lines that are never an article's text, whatever site they stand on. Pure.

Every rule judges a whole line and needs all of it: a sentence that only contains such words ("Leave a
comment, she told them") is text. Each is a habit of many sites in English or Korean, with its reason.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

_MOTTO = 100  # characters
_LONGEST = 300  # characters; no rule touches a longer line, which is a paragraph

_NAME = r"[^\W\d_][\w.'’-]*"
_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|e-?mail|mail|reddit|pinterest|threads|bluesky|flipboard"
    r"|print|copy (?:the )?(?:link|url)|copied|link|kakao(?:talk|story)?|카카오(?:톡|스토리)?|페이스북|트위터"
    r"|네이버(?:\s?(?:블로그|밴드))?|밴드|라인|이메일|메일|인쇄|프린트|(?:url|링크|주소)\s?복사|스크랩)"
)
_NO_REPRINT = r"무단\s?(?:전재|복제|배포|사용)"
_REFUSED = rf"(?:{_NO_REPRINT}|재배포|all rights reserved|unauthori[sz]ed (?:reproduction|use|copying))"
_NEWSLETTER = r"(?:newsletters?|briefing|alerts?|updates|channel|podcast|inbox)"
_OTHERS = r"(?:articles?|stories|news|posts?|topics?|tags?|reading|content|links?|now|on this|from \S+)"
_LEADS_ON = (
    r"read(?:ing)?(?: more| also| next| the full story)?|see also|also(?: read| see)?|more(?: (?:from|on) \S+)?|related"
    r"|watch(?: live| now| more)?|required reading|recommended|don['’]t miss|must[- ]read|mehr (?:zum thema|dazu)"
    r"|lesen sie (?:auch|mehr)|lesetipps?|(?:à )?lire aussi|(?:lea|leer) (?:también|más)|leia (?:também|mais)"
    r"|leggi anche|lees ook|les også|læs også|läs (?:också|mer)|함께 (?:읽기|보기|볼 만한 기사)"
)
_PEOPLE = rf"{_NAME}(?: {_NAME}){{1,3}}(?:(?:,| and| &) {_NAME}(?: {_NAME}){{0,3}}){{0,4}}"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_STAMP = (  # only what dates are written with, and a number; possessive, or digits cost exponential time
    rf"(?=[^\d]*\d)(?:\d{{1,4}}(?:st|nd|rd|th)?|{_MONTH}|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}|on|at|by|ago"
    r"|(?:minute|hour|day)s?|[ap]\.?m\.?|[ecp][sd]?t|kst|gmt|utc|오전|오후|입력|수정|[,.:/\s·|()+-]|[년월일시분초])++"
)
_MAIL = r"[\[(<]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[\])>]?"

_RULES: dict[str, tuple[str, ...]] = {
    # Themes compute a reading time and print it under the headline.
    "read time": (
        r"(?:estimated )?(?:reading|read) time:?\s*\d+\s*(?:min(?:ute)?s?\.?)?",
        r"\d+\s*[- ]?min(?:ute)?s?\.?\s+(?:read|reading)(?: time)?",
        r"읽는?\s?(?:데|시간)\s*:?\s*약?\s*\d+\s*분(?:\s*소요)?",
    ),
    # Buttons, one a line or all on one.
    "share bar": (
        (
            r"share(?: (?:this|the|via|on|with|your))?(?: (?:article|story|post|page|news|link|friends))?"
            r"(?: (?:on|via|by))?:?"
        ),
        (
            rf"(?:(?:share|tweet|post|send|save|공유)\s*(?:this|it)?\s*(?:on|to|via|by|in)?\s*)?"
            rf"{_NETWORK}(?:[\s,|/·•]+{_NETWORK})*(?:\s*(?:으?로)?\s*(?:공유|보내기|하기))*"
        ),
        r"(?:기사\s*|뉴스\s*)?(?:공유|공유하기|스크랩|인쇄하기|댓글\s?\d*|좋아요\s?\d*|북마크)",
        r"글자\s?크기(?:\s?(?:조절|변경|설정))?|본문\s?글씨\s?(?:키우기|줄이기)|가\s*가",
        r"tweet|pin it|like this|save (?:this )?(?:article|story)",
        r"bookmark|gift (?:this )?article",
        r"listen(?: to (?:this )?(?:article|story))?(?:\s*\(?\d+\s*min(?:utes)?\)?)?",
    ),
    # The form below the article and what announces it.
    "comment form": (
        r"leave (?:a|your) (?:comment|reply)",
        (
            r"(?:post|add|write|join|view|show|read)(?: (?:a|your|all|the))?"
            r" (?:comments?|conversation|discussion)(?: \(?\d+\)?)?"
        ),
        r"\d+ comments?|comments? \(?\d*\)?|no comments?(?: yet)?|comments?",
        r"댓글\s?(?:쓰기|달기|남기기|보기|등록)",
        r"your email address will not be published\.?(?: required fields are marked \*?)?",
        r"join (?:our|the) (?:commenting )?(?:forums?|conversation|discussion|community)[^.!?]{0,80}[.!]?",
        r"join thought-provoking conversations\b.{0,120}",
        r"you must (?:confirm|set|log in|be logged in)\b.{0,60} (?:before commenting|to (?:post a )?comment)\b.{0,80}",
        r"please log ?out and then log ?in again\b.{0,120}|see all comments(?: \(\d+\))?",
        r"(?:comments|commenting) (?:are|is) (?:closed|disabled|turned off)\b.{0,80}",
    ),
    # Offers between paragraphs.
    "newsletter box": (
        (
            rf"(?:please )?(?:sign up|subscribe)(?: now| here| today| free)?"
            rf"(?: (?:for|to) (?:our|the|my|your)(?: \S+){{0,8}}? {_NEWSLETTER}\b[^.!?]{{0,80}})?[.!:]?"
        ),
        (
            r"get (?:the|our|all the)(?: \S+){1,10} (?:delivered|straight|sent|in)"
            r"(?: \S+){0,3} (?:to )?your inbox\b[^.!?]{0,60}[.!]?"
        ),
        (
            r"(?:want (?:more )?[^?]{1,60}\? )?(?:sign up|subscribe)\b.{0,160}\b(?:newsletters?|inbox|alerts"
            r"|briefing)\b.{0,120}"
        ),
        r"(?:get|join|try) (?:the|our|my)(?: \S+){0,6} (?:newsletters?|briefing)[.!]?",
        r"sign up (?:for|to) (?:breaking|the latest|our|more|daily|weekly)\b.{0,120}",
        r"(?:enjoying|like) (?:what you(?:['’]re| are) reading|this (?:story|article))\?.{0,120}",
        r"thanks for (?:signing up|subscribing)[.!]?",
        r"by (?:signing up|subscribing|submitting|entering)\b.{0,80}\b(?:agree|consent|terms|privacy)\b.{0,160}",
        r"this newsletter may contain\b.{0,200}|your subscription has been confirmed\b.{0,80}",
        r"(?:enter your |your )?e-?mail address\*?|thank you for (?:subscribing|signing up)[.!]?",
        r"(?:뉴스레터|구독)\s?(?:구독|신청)?(?:하기)?",
        r".{0,30}뉴스레터(?:를|을)?\s?(?:구독|신청)(?:하기|하세요|해\s?주세요)[.!]?",
    ),
    # What a paywall says in place of the rest.
    "subscription box": (
        (
            r"(?:(?:this|the (?:full|rest of this)) (?:article|story|content) is (?:only )?"
            r"(?:for|available (?:only )?(?:to|for)|reserved for|exclusive to) (?:our )?(?:paying )?"
            r"(?:subscribers|members)(?: only)?[.!]?\s*)?(?:(?:please )?(?:subscribe|sign in|log in|register)\b"
            r"[^.!?]{0,40} to (?:continue|keep|read|unlock|access|view)\b[^.!?]{0,90}[.!]?)?"
        ),
        (
            r".{0,40}(?:유료|구독|프리미엄|로그인|회원)[^.]{0,20}(?:전용|한정)[^.]{0,12}(?:기사|콘텐츠|서비스)(?:입니다)?\.?"
        ),
        r"[^.]{0,20}로그인[^.]{0,12}(?:이용|보실|읽으실)[^.]{0,12}(?:있습니다|주세요|바랍니다)\.?",
        r"(?:try|start|get|enjoy) (?:your )?(?:unlimited|full|free|complete)\b.{0,30}\b(?:access|trial)\b.{0,60}",
        r"cancel any ?time\b.{0,60}|(?:only |just )?[$€£]\d+(?:\.\d\d)? (?:for|a|per) .{0,40}",
        r"この記事は(?:有料)?会員(?:限定|専用).{0,40}",
        r"already (?:a|have an?) (?:subscriber|member|account|subscription)\?.{0,40}",
        r"subscribe(?: now)?|log in|sign in",
        (
            r"[^.]{0,40}(?:구독|유료|로그인)[^.]{0,40}(?:전문|전체|계속|이용|읽)"
            r"[^.]{0,20}(?:있습니다|하세요|주세요|됩니다)\.?"
        ),
    ),
    # The announcement, which law asks for, stays where the advertisement itself is gone.
    "advertisement": (
        r"advertisement|advertising|sponsored(?: content)?|story continues below(?: advertisement)?|광고|ad",
        r"article continues (?:below|after)(?: (?:this )?(?:ad|advertisement))?",
    ),
    # Headings of lists of other articles, whose items then stand alone.
    "related links": (
        rf"(?:related|recommended|popular|most (?:read|popular)|trending|latest|more)(?: {_OTHERS})?:?",
        rf"(?:further|also|read (?:more|next|also)|see also|up next)(?: {_OTHERS})?:?",
        r"you (?:may|might) also (?:like|be interested in):?|don['’]t miss:?|what to read next",
        r"recommended (?:videos?|for you)",
        r"(?:explore|from|in) the (?:\S+ ){0,4}edition|discover stories from this section\b.{0,60}",
        r"for more\b.{0,80}, (?:visit|go to|see|check out|follow)\b.{0,80}",
        (
            r"(?:관련|주요|인기|최신|추천|많이\s?본|이\s?시각)\s?(?:기사|뉴스|태그|키워드|콘텐츠|검색어)"
            r"(?:\s?(?:더\s?보기|보기))?|더\s?보기|▶\s?.{0,60}(?:보기|클릭|바로가기)"
        ),
        r"(?:tags?|topics?|filed under|keywords?|태그|키워드)\s*:\s*.{0,120}",
    ),
    # A line of its own between paragraphs that leads to another article: a label, its mark, the other's headline.
    "cross reference": (
        (rf"(?:{_LEADS_ON})\s*[:|»>]\s*\S.{{0,170}}"),
        r"(?:click|tap|go) here (?:to|for)\b.{0,120}",
        r"(?:this|the) (?:article|story) appeared in (?:the|our)\b.{0,60} (?:section|edition|issue)\b.{0,120}",
    ),
    # Whom to write to, and what the house owes to whom: about the makers, not the matter.
    "makers' note": (
        # Told from "Contact tracing at the port" and "a deal can be reached by May" by an address or a network.
        (
            r"[—–-]?\s?(?:contact|reach|e-?mail|follow)\b(?=.*(?:@|\b(?:twitter|x|facebook|bluesky|google news"
            r"|instagram|whatsapp|telegram|youtube|tiktok|linkedin)\b|\d{3}-\d{4}))[^.!?]{0,80} (?:at|on|via)\b.{0,200}"
        ),
        r"(?=.*@)[^.!?]{1,80} can be reached (?:at|by|on|via)\b.{0,120}",
        (
            r"[^.!?]{1,120} contributed (?:to |reporting (?:to|for) )(?:this|the) (?:report|story|article|post)\b"
            r"[^!?]{0,40}"
        ),
        (
            r"[^!?]{0,160}\bwe (?:may |might |will )?(?:earn|receive|get) (?:an? )?(?:small )?(?:affiliate )?"
            r"commissions?\b.{0,160}"
        ),
        (
            r"(?:all|our) (?:products?|items|picks)[^.!?]{0,60}\bindependently (?:selected|chosen|reviewed|picked)\b"
            r".{0,220}"
        ),
    ),
    # Labels, and what is said of the page rather than of its matter.
    "label": (
        r"(?:opinion|analysis|commentary|exclusive|breaking(?: news)?|explainer|fact check|promotion|video|watch)\s*:?",
        r"this is a (?:breaking|developing) (?:news? )?story\b.{0,120}|more to follow\.*",
        r"[(\[]?(?:additional |with )?reporting by [^.!?]{3,200}|our standards\s*:.{0,100}",
        r"please check back for updates\.?",
        (
            r"this (?:article|story|post|piece|report|content)\b.{0,200}\b(?:originally|first) "
            r"(?:appeared|published|ran|posted) (?:on|in|by|at)\b.{0,100}"
        ),
        r"(?:the post|this post)\b.{0,200}\b(?:appeared first|first appeared) (?:on|in)\b.{0,80}",
        r"this (?:article|story|post) was (?:originally|first|previously) (?:published|posted|produced)\b.{0,160}",
        r"(?:story|news) source\s*:?|cite this (?:page|article)\s*:?|materials provided by\b.{0,200}",
        r"(?:download|get|install) (?:the|our)\b[^.!?]{0,40}\bapp\b[^.!?]{0,80}[.!]?",
        r".{0,200}\b(?:read|see) our (?:privacy policy|terms)\b.{0,40}",
        r"\(?(?:end|ends|끝)\)?",
    ),
    # What stands where a script would have put another site's post.
    "embed": (
        r"(?:instagram|twitter|x|tiktok|facebook|youtube) (?:content|post|embed)",
        r"this content (?:can also be viewed on|is (?:imported|hosted|provided) (?:from|by))\b.{0,160}",
        r"view this post on \S+|view (?:on|in) (?:instagram|twitter|tiktok|facebook|youtube)",
        r"(?:please )?(?:enable|turn on|activate) (?:javascript|cookies)\b.{0,120}",
    ),
    # The standing formula of Korean publishers, and its English cousins.
    "rights notice": (
        rf"[<\[(]?\s*(?:[ⓒ©]|copyrights?\b|저작권자).{{0,120}}{_REFUSED}.{{0,80}}",
        rf"[^.]{{0,40}}{_NO_REPRINT}[^.]{{0,30}}금지.{{0,40}}",
        r"(?:copyright|©|\(c\)|ⓒ)\s*(?:©|\(c\)|ⓒ)?\s*(?:19|20)\d\d[^.]{0,80}(?:\.\s*all rights reserved\.?)?",
        r"(?:©|ⓒ)\s*[^.]{1,60}",
        r"(?:copyright|©|\(c\)|ⓒ).{0,100}all rights reserved\.? (?:this|no part|unauthori|reproduc|redistrib).{0,160}",
        r"all rights reserved\.?(?: (?:unauthori[sz]ed|reproduction|this material).{0,120})?",
    ),
    "call for tips": (r".{0,40}(?:제보는?|제보하기).{0,20}(?:카카오톡|카톡|okjebo|@|전화|02-).{0,80}",),
    # Ways out of the article.
    "navigation": (
        r"back to (?:top|home)|home|skip to (?:main )?content|(?:next|previous|prev) (?:article|story|post)",
        r"(?:▶|☞|▷)?.{0,30}(?:네이버|카카오|유튜브|채널|언론사|텔레그램)[^.]{0,15}(?:구독|추가|팔로우)(?:하기|하세요)?",
        r".{0,20}구독하고 알림 ?받기|기자 ?프로필|.{0,10}(?:기자의|이 기자) ?(?:다른|구독|응원)[^.]{0,20}",
        r"구독자\s?[\d,]+(?:명)?",
        r"이 기사(?:의 카테고리)?(?:는|를) (?:언론사|추천)[^.]{0,40}(?:다|요)?\.?",
        r"(?:좋아요|훈훈해요|슬퍼요|화나요)\s?\d*.{0,40}",
        r"(?:이전|다음)\s?(?:기사|글)|맨\s?위로|목록(?:으로)?|메뉴|홈",
    ),
    "cookie banner": (
        r"(?:accept|reject|manage|allow)(?: (?:all|my|necessary))?(?: cookies?| preferences| choices)?",
        r"(?:we|this (?:web)?site) uses? cookies\b.{0,200}",
    ),
    "picture credit": (
        r"(?:photo|image|picture|file photo)(?: credit| source)?\s*:\s*.{0,80}",
        r"click to (?:enlarge|expand).{0,20}",
        r"(?:사진|그래픽|자료)\s*[=:]\s*.{0,60}",
    ),
    # A field of its own.
    "byline": (
        (
            rf"(?:(?:written|reported|posted) )?by:? {_PEOPLE}"
            rf"(?:,? (?:staff )?(?:reporter|writer|correspondent|editor|journalist)s?)?(?:\s*\|.{{0,60}})?"
        ),
        (
            r"(?:[\[(【<]?[^\])】>]{0,20}[\])】>=]\s*)?[가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4}){0,3}\s?"
            rf"(?:선임|수석|인턴|객원)?\s?(?:기자|특파원|통신원|논설위원)\s*[=/|]?\s*(?:{_MAIL})?\s*=?"
        ),
        _MAIL,
    ),
    # Another field of its own.
    "time stamp": (
        rf"(?:(?:first |last )?(?:published|posted|updated|modified))\s*:?\s*{_STAMP}",
        rf"(?:기사\s?입력|최종\s?수정|입력|수정|등록|승인|송고)(?:\s?시간|\s?일시)?\s*:?\s*{_STAMP}",
    ),
}
# The owing of money to shops takes more words than a short line has. What pays is looked for first: that costs little.
_PAYS = ("affiliate", "commission", "compensation")
_AFFILIATE = re.compile(
    r"(?=.{0,900}$)(?=.*\b(?:affiliate|commissions?|compensation)\b)"
    r"(?=.*\bwe (?:may |might |will |sometimes )?(?:earn|receive|get|make)\b)"
    r"(?=.*\b(?:links?|click|purchase|buy|retailers?|products?)\b)",
    re.IGNORECASE,
)
_COMPILED = {
    reason: re.compile("|".join(f"(?:{kind})" for kind in kinds), re.IGNORECASE) for reason, kinds in _RULES.items()
}
# Scripts that a page writes into its paragraphs: a call, and more of its punctuation than prose has.
_CODE = re.compile(r"function\s*\w*\((?:\w+,?\s?)*+\)\s*\{|=>\s*\{|\bwindow\.\w+|document\.\w+\(")
_CODE_CUES = ("function", "=>", "window.", "document.")  # one of which it holds
_CODE_MARKS = re.compile(r"[{}();=]")
_ORNAMENTS = " \t|•·*-–—>»▶▲■△▷_=~"
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=\S)")
_IS_PERSON = re.compile(r"(?:[A-Za-z]+ )?(?:by|By|BY):?\s+[^\W\d_a-z]")


def why_clutter(line: str) -> str | None:
    """The reason for which a whole line (no line break in it) is clutter, or None where it is text.

    A line of several sentences is clutter when each of them is.
    """
    bare = line.strip(_ORNAMENTS)
    if not bare:
        return "no words"
    may_be_code = any(map(line.__contains__, _CODE_CUES)) and _CODE.search(line)
    if may_be_code and len(_CODE_MARKS.findall(line)) > len(line) / 25:
        return "code"
    if any(map(line.casefold().__contains__, _PAYS)) and _AFFILIATE.match(line):
        return "makers' note"
    if len(line) > _LONGEST:
        return None
    for reason, pattern in _COMPILED.items():
        if pattern.fullmatch(bare) or (bare != line and pattern.fullmatch(line)):
            if reason == "byline" and bare[:3].lower() == "by " and not _IS_PERSON.match(bare):
                continue  # "by and large"
            return reason
    first, *others = _SENTENCES.split(line)
    return why_clutter(first) if others and all(map(why_clutter, others)) else None


def without_clutter(lines: Sequence[str], title: str, above: AbstractSet[str] = frozenset()) -> tuple[str, ...]:
    """`lines` without clutter, without the headline repeated on top, without a line twice in a row.

    `above`: what the page shows over its headline, which is the site's (its name, motto, sections). Short
    lines of it are dropped from the top of the body, and only there.
    """
    kept: list[str] = []
    for line in lines:
        is_repeated = (len(kept) < 2 and line == title) or (bool(kept) and kept[-1] == line)
        is_above = not kept and len(line) <= _MOTTO and line in above
        if not is_repeated and not is_above and why_clutter(line) is None:
            kept.append(line)
    return tuple(kept)
