"""Whether somebody who bears an official's name is somebody else: "golfer Kim Min-seok", 김정관(62) 씨. Pure."""

import re

from monitor.facts.korean_offices import FAMILY

_CALLED = re.compile(r"(?:^([A-Z][a-z]+)|\s([a-z]+))\s$")
_CALLING = re.compile(r"(?i:\w+(?:er|or|ist|man|woman|eer|star|coach|fan|idol|legend|pilot|chef|cian|edian|torian))")
_NO_CALLING = re.compile(  # and public callings, with which it is the official after all
    r"(?i:after|under|over|for|or|nor|either|neither|whether|former|leader|premier|minister|chancellor|governor|"
    r"senator|commissioner|adviser|advisor|negotiator|other|another|however|never|ever|later|earlier|rather|together|"
    r"predecessor|successor|counterpart|ambassador|director|mayor|lawmaker|speaker|spokesman|spokeswoman|congressman|"
    r"congresswoman|chairman|chairwoman|member|number|per|treasurer|prosecutor|officer|partner|contender|challenger|"
    r"newcomer|october|november|december|september|summer|winter|further|offer|order|remember|consider|power|man|"
    r"woman|politician|reporter|statesman|technocrat|remainder|hardliner)"
)
_AGED = re.compile(r"\s?\(\d{2}세?\)|\s씨|,\s\d{2},\s(?:an?|who)\b")
_TITLED = re.compile(r"(?:[a-z\d'’.]\s[A-Z][a-z]+|\b[a-z]+,)\s$")  # a title, or in apposition, that is no known office
_SET_OFF = re.compile(r",\s(?:an?|the|who|whose|his|her|its|their|[A-Z]\w+['’]s?|[a-z-]+\s(?:of|at|for|to|in|with))\s")
_KOREAN_CALLED = re.compile(
    r"(?:배우|투수|타자|포수|내야수|외야수|선수|가수|골퍼|화가|감독|작가|교사|변호사|주부|학생|회사원|직장인|농부|"
    r"농민|어민|상인|기사|셰프|모델|개그맨|방송인|아이돌|선장|사장|대표이사|교수|박사|연구원|연구위원|애널리스트|"
    r"기자|앵커|아나운서|시인|소설가|골키퍼|공격수|수비수|미드필더|유튜버|씨)\s$"
)
_NATIVE = re.compile(rf"[{FAMILY}][가-힣]{{2}}")  # many bear each, and news in Korean gives every official an office
_SPEAKS = re.compile(r"\s?[“\"'‘…]")
_OF_TRADE = re.compile("관세|통상|협상|수출|무역|투자|협정|대미|美|정부|국회")
_STATE = re.compile(
    r"(?i:tariff|trade|minist|pr[eé]sid|govern|gobiern|gouvern|regierung|white house|administration|deal|sanction|"
    r"congress|summit|elect|talks|treasury|senat|parliament|polic|diplom|export|import|campaign|vote|law|war\b|"
    r"crisis|countr|nation|political|politi|republican|democrat|zoll|zöll|droits de douane|aranceles)|"
    r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]"
)
_SAYS = re.compile(
    r",?\s(?:spoke|said|says|told|warned|met|called|urged|vowed|replied|declined|added|agreed|left|returned|arrived|"
    r"flew)\b"
)
_HEADS = re.compile("트럼프|바이든|시진핑|푸틴|젤렌스키|마크롱|이시바|다카이치")
_FAMILY_ALONE = re.compile(r"[가-힣]{2,5}")
_GIVEN = re.compile(r"(?:^|\s)([가-힣]{2,4})\s$")
_NOT_GIVEN = re.compile(
    r"미국|한편|이날|이번|지난|당시|특히|최근|현재|하지만|대통령|부통령|총재|역시|결국|도널드|[가-힣]*(?:장관|총리|"
    r"대표|의장|[은는이가을를의에서로도와과고며만면한던된할인나지해])"
)


def is_namesake(words: str, start: int, end: int) -> bool:
    """Whether a listed name at these characters, with no office beside it, is another's.

    In English a calling that is no public one stands beside it, in Korean that, an age or 씨. A Korean name in Korean
    is the official's only in a headline on trade that quotes him, and so is a foreign family name alone; that of a
    head of state is another's behind another given name (로버트 트럼프). A sentence without a
    word of state or trade tells of nobody, unless he speaks.
    """
    called = _CALLED.search(words, max(0, start - 20), start)
    calling = (called[1] or called[2]) if called else ""
    if _CALLING.fullmatch(calling) and not _NO_CALLING.fullmatch(calling):
        return True
    if (
        _TITLED.search(words, max(0, start - 25), start)
        or _SET_OFF.match(words, end)
        or (words.endswith(", ", 0, start) and words.startswith(",", end))
    ):
        return True
    if _AGED.match(words, end) or _KOREAN_CALLED.search(words, max(0, start - 8), start):
        return True
    if _NATIVE.fullmatch(words, start, end) and not (_SPEAKS.match(words, end) and _OF_TRADE.search(words)):
        return True
    if words.startswith(" of ", end) or not (_STATE.search(words) or _SAYS.match(words, end)):
        return True
    if _FAMILY_ALONE.fullmatch(words, start, end) and not _HEADS.fullmatch(words, start, end):
        return not (_SPEAKS.match(words, end) and _OF_TRADE.search(words))
    given = _GIVEN.search(words, max(0, start - 6), start) if _FAMILY_ALONE.fullmatch(words, start, end) else None
    return given is not None and not _NOT_GIVEN.fullmatch(given[1])
