"""Figures as the warehouse words them, in Korean: "tariff on autos, US on KR: 25%", "33 trillion KRW". Pure."""

import re

_MEASURES = {
    "tariff": "관세", "quota": "쿼터", "exports": "수출", "imports": "수입", "trade balance": "무역수지",
    "investment": "투자", "fund": "기금", "subsidy": "보조금", "defence cost": "방위비", "purchase": "구매",
    "loan": "대출", "countermeasures": "보복 조치", "support": "지원", "order": "수주", "production": "생산",
    "penalty": "과징금",
}  # fmt: skip
_PRODUCTS = {
    "ships": "선박", "arms": "무기", "aircraft": "항공기", "auto-parts": "자동차 부품", "trucks": "트럭",
    "batteries": "배터리", "semiconductors": "반도체", "autos": "자동차", "steel": "철강", "aluminium": "알루미늄",
    "copper": "구리", "nickel": "니켈", "iron-ore": "철광석", "gold": "금", "pharmaceuticals": "의약품",
    "lng": "LNG", "petrochemicals": "석유화학", "oil": "원유", "coal": "석탄", "fertilisers": "비료",
    "solar": "태양광", "machinery": "기계", "textiles": "섬유", "footwear": "신발", "furniture": "가구",
    "toys": "완구", "watches": "시계", "cosmetics": "화장품", "lumber": "목재", "rice": "쌀", "beef": "쇠고기",
    "dairy": "유제품", "wine-and-spirits": "주류", "coffee": "커피", "cocoa": "카카오", "sugar": "설탕",
    "vegetable-oils": "식용유", "seafood": "수산물", "films": "영화", "critical-minerals": "핵심 광물",
    "electronics": "전자제품", "food": "식품", "agriculture": "농산물",
}  # fmt: skip
_UNITS = {
    "USD": "달러", "KRW": "원", "EUR": "유로", "JPY": "엔", "CNY": "위안", "GBP": "파운드", "CAD": "캐나다달러",
    "AUD": "호주달러", "NZD": "뉴질랜드달러", "TWD": "대만달러", "SGD": "싱가포르달러", "HKD": "홍콩달러",
    "INR": "루피", "BRL": "헤알", "MXN": "멕시코페소", "CHF": "스위스프랑", "RUB": "루블", "TRY": "리라",
    "PLN": "즈워티", "IDR": "루피아", "VND": "동", "THB": "바트", "MYR": "링깃", "SEK": "크로나", "ZAR": "랜드",
    "AED": "디르함", "SAR": "리얄", "ARS": "아르헨티나페소", "PHP": "필리핀페소", "CLP": "칠레페소",
    "COP": "콜롬비아페소", "tonnes": "톤", "barrels": "배럴", "bushels": "부셸", "cubic metres": "세제곱미터",
    "vehicles": "대", "ships": "척", "submarines": "척", "aircraft": "대", "tanks": "대", "howitzers": "문",
    "missiles": "발", "containers": "개", "units": "개", "people": "명", "points": "%포인트",
}  # fmt: skip
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_PIECES = frozenset(  # written without a blank behind the number
    ("USD", "KRW", "JPY", "ships", "submarines", "aircraft", "tanks", "vehicles", "people", "units", "points")
)
_MYRIADS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_ABOUT = re.compile(
    rf"\b({'|'.join(_MEASURES)})(?: on ({'|'.join(_PRODUCTS)}))?(?:, ([A-Z]{{2}})(?: on ([A-Z]{{2}}))?)?(?=: -?\d)"
)
_AMOUNT = re.compile(
    rf"(\d[\d,]*(?:\.\d+)?)(?:-(\d[\d,]*(?:\.\d+)?))?(?: ({'|'.join(_SCALES)}))?"
    rf" ({'|'.join(_UNITS)})\b(?P<time> a (?:year|day))?"
)


def korean_measure(measure: str, product: str | None) -> str:
    """What a figure is of: 자동차 관세."""
    return f"{_PRODUCTS.get(product, product)} {_MEASURES.get(measure, measure)}" if product else (
        _MEASURES.get(measure, measure)
    )  # fmt: skip


def korean_figures(text: str) -> str:
    """The text with the figures that it tells worded in Korean; all else as it is."""
    return _AMOUNT.sub(_amount, _ABOUT.sub(_about, text))


def _about(found: re.Match[str]) -> str:
    measure, product, imposer, target = found.groups()
    parties = f" ({imposer}{f'→{target}' if target else ''})" if imposer else ""
    return korean_measure(measure, product) + parties


def _amount(found: re.Match[str]) -> str:
    scale = _SCALES.get(found[3] or "", 1.0)
    numbers = "~".join(_number(float(one.replace(",", "")) * scale) for one in (found[1], found[2]) if one)
    blank = "" if found[4] in _PIECES else " "
    time = {" a year": "연간 ", " a day": "하루 "}.get(found["time"] or "", "")
    return f"{time}{numbers}{blank}{_UNITS[found[4]]}"


def _number(value: float) -> str:
    """In myriads, as Korean counts: 3억 5,000만."""
    if value < 10**4 or value >= 10**17 or not value.is_integer():
        return f"{value:,.10g}"
    rest, parts = int(value), []
    for size, name in _MYRIADS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,}{name}")
    return " ".join([*parts, f"{rest:,}"] if rest else parts)
