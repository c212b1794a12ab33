"""Names beside a public office in Korean: 여한구 통상교섭본부장, 돈 패럴 호주 통상장관, 장관 김정관. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_END = r"(?=[은는이가을를의도과와에,.…\s\"”'’]|$|께|측)"
_ROLE = r"(?:[가-힣A-Z·()]{2,14}(?<![은는이가을를에])\s(?:겸\s[가-힣]+\s)?){0,3}?[가-힣]{0,8}?"
FAMILY = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도"
    "소석선설마길연위표명기반왕금옥육인맹제모탁국"
)
_NO_NAME = (
    "한미일|한중일|한일중|남북미|홍콩|[가-힣]{1,2}당|[가-힣]{1,2}계|[가-힣]{1,2}측|유엔|주유엔|한미|한중|한일|한러|한독|한영|한인|한불|한호|한EU|한국|전국|정부|이날|신임|현직|주한|주미|주중|주일|고위|"
    "해당|양국|장관|최근|지난|우리|국회|경제|통상|외교|"
    "산업|신임|전임|"
    "방문한|참석한|주재한|채용|표창|조직|조사|조치|정책|현안|신규|주재|주최|임명|지명|방한|방미|회동|면담|접견|"
    "오찬|만찬|공직|성명|연설|"
    "차기|현지|남측|북측|공동|주요|한편|이후|당시|이번|이들|소속|오후|오전|기자|조선|국제|지역|민간|전직|여당|"
    "야당|인도|"
    "유럽|중국|일본|미국|러시아|독일|호주|영국|대만|태국|이어|그러나|다만|특히|또한|앞서|어제|오늘"
)
HANJA = "美|中|日|英|獨|佛|加"  # countries as headlines write them: 러트닉 美상무
_HEADLINE = rf"(?:(?:{HANJA})\s?|(?<![가-힣])미 )"
_NEXT = r"(?:\s|…|[은는이가을를의도](?:\s|$))"
_PERSON = rf"(?!(?:{_NO_NAME}|이란|오만|반[가-힣]{{2}}|친[가-힣]{{1,2}}){_NEXT})[{FAMILY}][가-힣]{{1,2}}"
_NO_OFFICE = r"(?![가-힣]?(?:대통령|총리|장관|의장|위원장|주역)\s)"  # an office before another's country
_FOREIGN = (
    rf"(?:{_NO_OFFICE}[가-힣]{{1,8}}(?<![은는을를던된한의])\s){{0,3}}"
    rf"{_NO_OFFICE}[가-힣]{{1,8}}(?<![은는을를던된의에])(?<![가-힣][한인])(?<!측근)(?<!부인)(?<!트윗)(?<!발언)"
)
_OPENS = r"(?:^|(?<=[,.·…\"“'‘(]\s)|(?<=[\"“'‘(·])|(?<=[은는을를에서와과며고도된한던의]\s))"
_NOT_BEGIN = (
    r"(?!(?:[가-힣]{2}계|북한단신|주일|주미|주중|친러|극좌|좌파|우파|반난민|신임|전직|현직|차기|역대|주한|친중|친미|반미|반중|"
    r"야당|여당|극우|"
    r"어제|오늘|이날|한편|앞서|지난|최근|당시|이후|또|특히|다만|그러나|하지만|반면|이에|그는|이어)\s)"
)


def korean_shapes(data: Mapping[str, Any], names: Sequence[str]) -> Iterator[str]:
    """Regular expressions with a `name` and a `role`. `names`: the listed names in Korean."""
    office, country = data["offices_ko"], rf"(?:{data['countries_ko']})"
    seat = rf"(?:{data['countries_ko']}|{data['seats_ko']})"
    matters = data["portfolios_ko"]
    listed = "|".join(sorted((re.escape(form) for form in names), key=len)[::-1])
    ministry = r"[가-힣]{2,8}(?:부|처|청|실|원|성|위원회)"
    short = rf"(?:{matters}|산업통상|기획재정|농식품){{1,2}}(?:장관|차관)"
    high = (
        r"통상교섭본부장|국무총리|경제부총리|관세청장|(?:공정거래|금융|무역)위원장|"
        r"(?:국회)?의원|(?:국무조정|국정상황|국가안보|대통령비서|대통령경호)실장|국정기획위원장|"
        r"(?:[가-힣]{2,8}(?:수석)?비서관)|"
        r"[가-힣]{2,6}수석|"
        r"(?:서울|부산|대구|인천|광주|대전|울산|세종|수원|창원|포항|경주|군산|거제|평택|화성|구미|여수|광양|당진|"
        r"전주|청주|천안|제주)"
        r"(?:특별|광역)?시장|(?:경기|강원|충북|충남|전북|전남|경북|경남|제주|충청북도|충청남도|전라북도|전라남도|"
        r"경상북도|경상남도|전북특별자치|"
        r"강원특별자치|제주특별자치)도?지사|"
        r"국가안보실\s(?:제?\d)?차장|국회의장|금융감독원장|[가-힣]{2,7}청장|[가-힣]{2,4}청\s차장|"
        r"[가-힣]{2,6}당\s(?:원내)?대표|(?:무역|통상|산업|정책|투자|교섭){1,2}실장"
    )
    of_ministry = rf"{ministry}\s(?:제?\d)?[가-힣]{{0,8}}?{office}"
    yield rf"(?<![가-힣])(?P<name>{listed})\s(?:{country}\s|{_HEADLINE})?(?:전\s)?(?P<role>{_ROLE}{office}){_END}"
    yield (
        rf"{_OPENS}{_NOT_BEGIN}(?P<name>(?!{country}\s){_FOREIGN})\s(?:{country}\s|{_HEADLINE})(?:전\s)?"
        rf"(?P<role>(?:{ministry}\s)?(?:제?\d)?[가-힣]{{0,8}}?{office}){_END}"
    )
    yield rf"(?<![가-힣])(?P<name>{_PERSON})\s(?:전\s)?(?P<role>(?:부총리\s겸\s)?{of_ministry}|{short}|{high}){_END}"
    yield (
        rf"{_OPENS}{_NOT_BEGIN}(?P<name>{_PERSON}(?=\s)|(?![전현]\s){_FOREIGN})\s(?:전\s)?"
        rf"(?P<role>주{seat}\s?(?:(?:{country}|대표부)\s?)?(?:대사(?:대리)?|총영사)){_END}"
    )
    yield (  # 더불어민주당 정청래 대표
        rf"(?<![가-힣])(?:[가-힣]{{1,6}}당|국민의힘)\s(?:소속\s)?(?P<name>{_PERSON})\s(?:전\s)?"
        rf"(?P<role>(?:원내)?대표|(?:국회)?의원|최고위원|정책위의장|수석대변인|대변인){_END}"
    )
    yield (  # 정일영 더불어민주당 의원
        rf"(?<![가-힣])(?P<name>{_PERSON})\s(?:전\s)?(?P<role>(?:[가-힣]{{2,6}}당|국민의힘)\s(?:원내대표|대표|"
        rf"(?:국회)?의원|최고위원)){_END}"
    )
    yield (  # headlines leave out the minister: 러트닉 美상무
        rf"(?<![가-힣])(?P<name>{listed})\s{_HEADLINE}(?P<role>{matters})(?=[은는이가도,…·\s\"”'’]|$)"
    )
    head = r"(?:WTO|세계무역기구|IMF|국제통화기금|OECD|유엔|나토|NATO)(?:\([^)]*\))?\s(?:사무총장|사무차장|총재)"
    of_country = rf"{country}\s[가-힣]{{0,6}}(?:총리|외상|재무상|경제산업상|장관|대사)"
    yield (
        rf"(?<![가-힣])(?P<role>{of_ministry}|{short}|통상교섭본부장|(?:경제)?부총리|국무총리|(?:정책|국가안보|"
        rf"대통령비서)실장|주{seat}\s?(?:대사|총영사)|{of_country}|"
        rf"{head}|행정원\s부?원장)\s"
        rf"(?P<name>{listed}|{_PERSON}(?<![와과]))(?=[은는이가의도](?:\s|$)|\s?[\"“'‘]|,|\s전\s|…)"
    )
