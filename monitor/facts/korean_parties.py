"""Who imposes, pays or sells, and whom it meets, in Korean: by what a place carries. Pure."""

import re
from collections.abc import Sequence

from monitor.facts.measures import Word

_CARS = re.compile(r"차(?=[\s·,에는가도의]|$)")  # 일본차
_MADE = re.compile(r"산(?![가-힣]|업)|산(?=\s|을|이|은|과|에|의|$)")
_MET = re.compile(r"^\s*(?:(?:[을를]\s)?포함(?:한|해)|에\s?대한|에\s?대해|에게|에\s|을\s?상대로|산)")
_SUBJECT = re.compile(
    r"(?:은|는|이|가|,|…|의|(?<!인)도)$|^[,…]|^\s?정부(?:는|가|,)|"
    r"^\s?(?:상무부|재무부|백악관|상원|하원|의회|관세청|세관|무역위원회|경쟁당국|당국|법원|"
    r"[가-힣]{0,8}(?:부|청|성|처|위|위원회|은행|당국|법원|의회|공사|국부펀드|투자청|총서|통계국|해군|육군|공군|대통령|총리|협회)"
    r"(?:(?=[은는이가,])|에 따르면))"
)
_TOPIC = re.compile(r"(?:은|는|이|가|(?<!인)도)$|^(?:은|는|이|가|도)(?=\s)|^\s?정부(?:는|가)")
_DAE = re.compile(r"^(?:대(?!만|한민국)|對)")
_FROM = re.compile(
    r"(?:으로부터|로부터|서)$|^(?:으로부터|로부터|에서|서(?=\s))|^(?:이|가)\s(?:부과|매긴|예고|요구|물린)"
)
_AT_FIRST = re.compile(r"(?:^|[…,]\s?)$")  # where a headline names who acts without a particle
_THEN_EXPORTS = re.compile(  # 베트남 8월 수출; 베트남 수출 may be what is sold there
    r"^\s(?:(?:올해|지난해|작년|지난달|이달|상반기|하반기|연간|누적|(?:19|20)\d\d년|\d{1,2}(?:월|분기)|\d{1,2}[∼~-]\d{1,2}[월일])\s){1,3}"
    r"(?:[대對][가-힣]{1,2}\s)?(?:[가-힣]{2,6}\s)?수출"
)
_BEARS = re.compile(  # what happens to whom: is charged, has to pay, accepts
    r"적용\s?받|부과\s?받|물게|물어야|내야|부담하|부담해|받아들|직면|맞닥|수용|"
    r"감수|맞게|맞은|맞았|맞는|내고\s있|"
    r"물고\s있|(?:을|를)\s(?:문다|무는|낸다|내는)|받아\s?[내냈]|얻어\s?[내냈]|(?:세율|관세율?)(?:을|를)\s(?:따[내냈]|확보|얻)|"
    r"관세\s?(?:충격|쇼크|직격탄|타격|여파로|압박에)"
)
_WITH = re.compile(r"^(?:과|와)(?:의)?\s")  # 미국과의 교역에서
_EXPORTED = re.compile(r"^\s(?:수출|현지\s수출)")
_ITS_EXPORTS = re.compile(r"^\s[가-힣]{1,6}의\s(?:[대對][가-힣]{1,2}\s)?수출")
_OF_GOODS_TO = re.compile(r"^\s[가-힣]{1,6}의\s[가-힣A-Z]{1,6}\s수출")
_WITH_WHOM = re.compile(r".?\s?[가-힣]{0,8}(?:과|와)\s[^.]*계약")  # 필리핀 공군과 … 수출하는 계약
_ENJOYS = re.compile(r".?(?:이|가|은|는)?\s(?:누리|누려|받던|배정받|적용받|확보한)")
_EXPORTED_GOODS = re.compile(r"^(?:의)?\s(?:수출품|수출\s?제품)")
_ITS_TOWARDS = re.compile(r"^(?:의)?\s[대對](?:미|중|일|EU|유럽)\s?(?:투자|수출)")
_TARIFF_NEXT = re.compile(r"^\s(?:車|[가-힣]{1,6})?\s?관세")
_ITS_MADE = re.compile(r"[가-힣]산\s|국산\s")
_QUOTED_AFTER = re.compile(r"^(?:美|미국|미|트럼프|백악관|中|중국|EU)[,…]?\s?[“\"‘']$")
_MAY_SELL = re.compile(r"(?:팔|수출할|공급할|판매할) 수 있")
_SELLS_TO = re.compile(r"(?:팔 수|파는|수출할 수|수출하는|판매할 수|판매하는|공급할 수|(?:팔|수출할|판매할) 때)")
_ITS_SELLERS = re.compile(r"^(?:산)?\s[가-힣]{1,6}(?:은|는|이|가)\s")
_GETS = re.compile(r"받(?!아들)|빌리|빌렸|빌려(?![주준줬])|빌린|조달|유치|따내|따냈|확보")
_DRAWS = re.compile(r"투자(?:금|액)?(?:를|을)?\s?(?:\S+\s)?(?:끌어|유치|이끌어|받았|받는|따[내냈])")
_FOR_ITS_WORKS = re.compile(
    r"^(?:의)?\s(?!정부)(?:[가-힣A-Z]{1,6}(?<![은는이가])\s){0,2}?(?:사업|공사|공장|건설|프로젝트|재건|기업|업체|인프라)에(?:는|\s대한)?\s"
)
_ITS_FIRM = re.compile(r"^\s(?!정부)(?:[A-Z][\w&-]+|[가-힣]{2,8})(?:\([A-Z]+\))?(?:은|는|이|가)\s")  # 대만 TSMC는
_VOWS = re.compile(r"(?:은|는|이|가)?\s(?:약속|합의|동의|다짐)")  # 수입을 늘린다고 중국이 약속했다
_FOR_ITS = re.compile(r"^\s?[가-힣]{0,8}(?:을|를)\s(?:위해|위한|돕)")  # 우크라이나 재건을 위해
_INVESTED_IN = re.compile(
    r"^[가-힣]{1,4}에\s|^\s(?:내\s|현지\s)?(?:투자(?!자)|[가-힣]{0,5}\s?공장|[가-힣]{1,6}(?:\s[가-힣]{1,4})?에\s)"
)
_EXPORTS_NEXT = re.compile(r"^(?:의)?\s?수출")
_QUARRELS = re.compile(r"(?:과|와)(?:의)?\s(?:[가-힣]{1,6}\s)?(?:전쟁|분쟁|갈등|마찰|싸움)")
_SOLD_THERE = re.compile(r".?(?:에|으로|로)\s(?:수출되는|수출하는|들어가는|들어오는|팔리는|향하는|보내는)")
_GOODS_AT = re.compile(r"^산?\s(?:[가-힣·]{1,12}\s){1,2}(?:최대\s|최고\s)?\d[\d.]*%")
_JUDGED = re.compile(r"^\s[가-힣\d ]{2,20}[이은는가]\s.*(?:판정|처분)을\s?받")  # 이탈리아 업체 13곳이 … 판정을 받았다
_ITS_PART = re.compile(r"^산?\s몫")
_ITS_TRADE = re.compile(  # 스페인 올리브유 업계는
    r"^\s(?:[가-힣]{1,7}\s){0,2}?[가-힣]{0,5}(?:업계|업체|업체들|기업|기업들|농가|농가들|농민|농민들|업자들|재계|생산자들)(?:은|는|이|가|도|의)\s"
)
_OF_OTHERS = re.compile(
    r"(?:미국|美|중국|EU|유럽연합|인도|캐나다|멕시코|트럼프)(?:의|이|가)?\s(?:[가-힣]{1,5}\s){0,2}관세"
)
_ITS_TARIFF = re.compile(r"^\s(?:상호\s?)?관세")
_TARIFF_ON_ITS = re.compile(
    r"^\s?[가-힣]{1,8}(?:\s[가-힣]{1,4})?\s(?:관세|쿼터)(?!.*(?:합의|협상|타결|요구|촉구|요청))"
)
_AMONG = re.compile(r"^\s?등\s")
_GOODS = re.compile(r"^(?:의\s|\s)?(?:[가-힣]{1,8}\s)?$")
_GOODS_MET = re.compile(r"^[가-힣]{0,3}(?:에|에는|에도|에 대한|에 대해|에 매기|을|를)(?:\s|$)")

_SIGNS = {"미": "US", "중": "CN", "일": "JP", "러": "RU", "EU": "EU", "유럽": "EU", "아세안": "ASEAN"}
_TOWARDS = re.compile(r"(?<![가-힣])[대對](미|중|일|러|EU|유럽|아세안)(?=\s)")

_OURS = re.compile(r"우리나라|(?<![가-힣])우리(?=\s(?:의\s)?(?:[가-힣]{1,6}\s)?수출)")
_GOVERNMENT = re.compile(r"(?<![가-힣] )(?<![가-힣])(?:우리\s?)?정부(?:는|가|,|…)")
_MINISTRY = re.compile(  # of Korea, as who acts
    r"(?<![가-힣])(?:기획재정부|기재부|재정경제부|재경부|산업통상자원부|산업통상부|산업부|중소벤처기업부|중기부|금융위원회|금융위|"
    r"농림축산식품부|농식품부|해양수산부|해수부|관세청|수출입은행|한국수출입은행|무역보험공사|한국무역보험공사|무보|산업은행|"
    r"한국산업은행|신용보증기금|신보|한국은행|한은|통계청|국가데이터처|한국무역협회|무역협회|무협|코트라|KOTRA|공정거래위원회|공정위|"
    r"무역위원회|무역위|국토교통부|국토부|환경부|과기정통부)"
    r"(?:은|는|이|가|,|…|에서|에 따르면|(?=\s?[\"“‘]))"
)
_TRUMP = re.compile(r"(?<![가-힣])트럼프(?:\s(?:미국?\s)?(?:대통령|행정부|정부))?(?:은|는|이|가|,|…|\s?[\"“‘'])")
_TRUMP_SAYS = re.compile(  # EU산 와인에 200% 관세를 매기겠다고 트럼프가 말했다
    r"(?:겠다|한다|린다|긴다|것이라)고\s트럼프(?:\s(?:미국?\s)?대통령)?[은는이가]\s"
)
_TRUMPS = re.compile(
    r"(?<![가-힣])트럼프(?:\s(?:대통령|행정부))?(?:의|(?:이|가)\s(?:(?:부과|예고|경고|발표|위협)한|매긴|물린|물리겠다는))\s$"
)
_ITS_BODY = re.compile(r"\s?(?:[가-힣]{0,4}정부|대통령|총리|[가-힣]{1,5}부|재계|업계)(?:은|는|이|가)\s")
_TAKES = re.compile(  # is charged N%, accepts N%
    r"의?\s?(?:[가-힣]{2}\s?)?(?:(?:관세율?|세율)(?:을|를)\s"
    r"(?:적용받|통보받|얻어맞|맞은|맞았|맞자|받|물[게고어기]|내[게고야기]|부담|감수|수용|확보|얻|따[내냈])|"
    r"관세\s?(?:폭탄|충격|쇼크|직격탄)(?:을|에)?(?:\s?맞|\s?받|에|\s비상|$))"
)
_OWN = re.compile(
    r"[가-힣]산\s[가-힣]+에\s(?:매기|물리|부과|적용)|(?<!한국)산\s(?:[가-힣]+\s)?[가-힣]+(?:의|에)\s|할당\s?관세|반덤핑|덤핑방지|세이프가드|수입\s|수입산"
)
_NOT_OWN = re.compile(r"합의|협상|요구|요청|대미|트럼프|수출|대응")

_TARIFF = frozenset(("tariff", "quota", "countermeasures"))
_GIVEN = frozenset(("loan", "support", "subsidy", "fund"))
_PAID = frozenset(("investment", "fund", "purchase", "subsidy", "loan", "defence cost", "support", "exports", "order"))


def korean_role(words: str, measure: str, at: int, start: int, end: int, sorts: Sequence[Word]) -> str | None:
    """ "imposer", "target" or None, of the place at [start, end); `at`: where the word for the measure begins."""
    written, after = words[start:end], words[end:]
    is_made = bool(_MADE.search(written[1:]) or _MADE.match(after) or written[2:] == "차" or _CARS.match(after))
    if _DAE.match(written) or words[start - 1 : start] in ("대", "對"):
        is_set = measure == "imports" or (measure in _TARIFF and _EXPORTS_NEXT.match(after))  # 대미 수출품이 무는 관세
        return "imposer" if is_set else "target"
    is_topic = bool(_TOPIC.search(written) or _TOPIC.match(after))
    is_from = bool(_FROM.search(written) or _FROM.match(after))
    if measure == "trade balance":
        if written.endswith(("과", "와", "과의", "와의")) or _WITH.match(after):
            return "target"
        return "imposer" if is_topic or _SUBJECT.search(written) or _SUBJECT.match(after) else None
    if measure == "imports":
        if is_made or is_from:  # who sells
            return "imposer"
        is_buyer = start < at or _VOWS.match(words, end) is not None
        return "target" if is_buyer and (is_topic or after.startswith((",", "…"))) else None
    if measure in _TARIFF:
        return _of_a_tariff(words, at, start, end, sorts, is_made=is_made, is_topic=is_topic, is_from=is_from)
    if measure == "penalty":
        return "imposer" if is_topic or _SUBJECT.match(after) else None
    if measure == "purchase" and is_from:
        return "target"
    if measure == "exports" and (is_made or (_EXPORTED.match(after) and _ITS_MADE.search(words, 0, start))):
        return "imposer" if is_made else "target"  # 한국산 라면의 미국 수출
    if measure in ("exports", "purchase") and _WITH_WHOM.match(words, end - 1):
        return "target"
    is_headline = _AT_FIRST.search(words, 0, start) and _THEN_EXPORTS.match(after)  # 베트남 8월 수출
    if measure == "exports" and (is_headline or _OF_GOODS_TO.match(after)):
        return "imposer"  # 호주 와인의 중국 수출
    if measure == "exports" and words[:start].endswith("의 ") and _EXPORTED.match(after):
        return "target"
    if measure == "exports" and _ITS_EXPORTS.match(after):
        return "imposer"  # 한국 자동차의 대미 수출
    if measure in _PAID and _ITS_TARIFF.match(after.removeprefix("의").removeprefix("발")):
        return None  # 미국의 관세로 피해를 본
    if is_made or measure not in _PAID:
        return "target" if is_made and measure == "purchase" else None
    if measure == "investment" and is_topic and _DRAWS.search(words, max(at, end)):
        return "target"
    if measure == "investment" and written.endswith("의") and after.startswith(" 투자"):
        return "imposer"  # 중국의 투자액은
    if measure == "investment" and not is_topic and not _SUBJECT.match(after) and _INVESTED_IN.match(after):
        return "target"
    if not is_topic and (measure in _GIVEN or measure == "investment") and _FOR_ITS_WORKS.match(after):
        return "target"
    if measure in _GIVEN and _FOR_ITS.match(after):
        return "target"
    if measure in _GIVEN and _GETS.search(words, max(at, end)):
        return "imposer" if is_from else "target" if is_topic else None
    if written.endswith(("에", "으로", "에서")) or _MET.match(after):
        return "target"
    is_subject = is_topic or bool(_SUBJECT.search(written) or _SUBJECT.match(after))
    if _ITS_TOWARDS.match(after):
        return "imposer"  # 한국 대미 투자
    if measure == "investment" and _ITS_FIRM.match(after):
        return "imposer"
    is_ahead = measure in _GIVEN and start == 0 and after.startswith(" ")  # EU 배터리 보조금 18억 유로 확정
    return "imposer" if is_subject or is_ahead else None


def _of_a_tariff(
    words: str, at: int, start: int, end: int, sorts: Sequence[Word], *, is_made: bool, is_topic: bool, is_from: bool
) -> str | None:
    if start < at and _QUARRELS.match(words, end - words.endswith(("과", "와"), start, end)):
        return "target"  # 미국, 멕시코와 토마토 전쟁…17.5% 관세
    written, after = words[start:end], words[end:]
    if is_sold := _SELLS_TO.search(after):  # who may sell, or pays on what it sells, meets the tariff
        is_met = _MAY_SELL.search(after) or _BEARS.search(after)
        if is_met and (written.endswith("에") or after.startswith("에 ")) and is_sold.start() < 40:
            return "imposer"
        if is_met and (is_topic or _ITS_SELLERS.match(after)):
            return "target"
    if _SOLD_THERE.match(words[end - 1 :]):
        return "imposer"  # 미국에 수출되는 변압기에는
    if _ITS_PART.match(after) or (start < at and _JUDGED.search(after)):
        return "target"  # 이 가운데 미국 몫은
    if _QUOTED_AFTER.search(words, 0, start) and _TARIFF_NEXT.match(after):
        return "target"  # 美 "캐나다 관세 10% 추가"
    if words[:start].endswith(", ") and _ITS_TARIFF.match(after):
        return "target"  # 美, 스위스 관세 15%로
    if words[:start].endswith(", ") and written not in ("美", "미국") and _TARIFF_ON_ITS.match(after):
        return "target"  # 캐나다, 中 전기차 관세 100%→6.1%로 인하
    if words[:start].endswith(", ") and written not in ("美", "미국") and _GOODS_AT.match(after):
        return "target"  # 美, 브라질 커피 40% 관세
    if _EXPORTED_GOODS.match(after) or (_ITS_TRADE.match(after) and _OF_OTHERS.search(after)):
        return "target"
    if written.endswith(("에", "에게")) and not is_made and _BEARS.search(after):
        return None  # 베트남은 미국에 40% 관세를 감수하기로 했다
    if _ENJOYS.match(words, end - 1):
        return "target"  # 한국이 누리던 쿼터
    if _AMONG.match(after):
        return "target"  # 한국 등 아시아산에
    if is_made or _MET.match(after) or written.endswith(("에", "에게")) or _is_of_goods_met(words, end, sorts):
        return "target"
    if is_from or not (is_topic and _BEARS.search(after)):
        is_subject = bool(_SUBJECT.search(written) or _SUBJECT.match(after))
        return "imposer" if is_from or is_subject or start < at else None
    return "target"


def at_home(words: str, measure: str, unit: str, last: int, others: Sequence[tuple[int, int]]) -> str | None:
    """Who is meant without a country's name before character `last`: 우리나라, a government or ministry that needs
    none in a Korean text, Trump. `others`: the places that are named; after one of them 정부 may be its own."""
    first = min((start for start, _ in others), default=last)
    is_ministry = any(
        not any(end <= one.start() <= end + 1 and words[end - 1] not in "은는이가" for _, end in others)
        for one in _MINISTRY.finditer(words, 0, last)
    )
    if measure in ("exports", "trade balance"):
        bodies = [one.span() for one in _MINISTRY.finditer(words, 0, last)]
        is_alone = all(  # 대중 수출 is ours, and 한국은행 names nobody else
            _DAE.match(words[start:]) or any(first <= start < end for first, end in bodies) for start, _ in others
        )
        is_state = is_ministry or (not others and _GOVERNMENT.search(words, 0, last) is not None)
        return "KR" if _OURS.search(words) or (is_state and is_alone) else None
    if measure == "penalty":
        return "KR" if is_ministry else None
    is_ours = is_ministry or _GOVERNMENT.search(words, 0, min(first, last))
    if measure in ("tariff", "quota"):
        if _TRUMP.search(words, 0, last) or _TRUMP_SAYS.search(words, last):
            return "US"
        return "KR" if is_ours and _OWN.search(words) and not _NOT_OWN.search(words) else None
    return "KR" if measure in _GIVEN and (is_ministry or (is_ours and unit.removesuffix(" a year") == "KRW")) else None


def is_of_trump(words: str, last: int) -> bool:
    """Whether a rate at character `last` is said to be Trump's: 트럼프가 예고한 25% 관세."""
    return _TRUMPS.search(words, 0, last) is not None


def korean_taker(words: str, end: int, places: Sequence[tuple[int, int]]) -> int | None:
    """Which of the places before a rate that ends at `end` is said to take it, by its topic and the verb behind."""
    if not _TAKES.match(words, end):
        return None
    topics = [nth for nth, (_, last) in enumerate(places) if _is_topic(words, last)]
    return topics[-1] if topics else None


def _is_topic(words: str, last: int) -> bool:
    is_body = _ITS_BODY.match(words, last) is not None
    return is_body or bool(_TOPIC.search(words[:last]) or _TOPIC.match(words[last:]) or words.startswith(",", last))


def towards(words: str, first: int, last: int) -> str | None:
    """Whom 대미, 대중 and the like name between two characters; the last of them."""
    found = _TOWARDS.findall(words, first, last)
    return _SIGNS[found[-1]] if found else None


def _is_of_goods_met(words: str, end: int, sorts: Sequence[Word]) -> bool:
    """Whether a place stands before goods that are met: 美 농산물에."""
    ahead = next((one for one in sorts if one.start >= end), None)
    if (
        ahead is None
        or _SUBJECT.search(words, end - 1, end)
        or _SUBJECT.match(words[end:])
        or not _GOODS.match(words[end : ahead.start])
    ):
        return False
    return bool(_GOODS_MET.match(words[ahead.end :])) and words[end : end + 1] != "의"
