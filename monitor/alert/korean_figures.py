"""Figures as the warehouse words them, in Korean: "tariff on autos, US on KR: 25%", "33 trillion KRW". Pure."""

import re

_MEASURES = {
    "tariff": "관세", "quota": "쿼터", "exports": "수출", "imports": "수입", "trade balance": "무역수지",
    "investment": "투자", "fund": "기금", "subsidy": "보조금", "defence cost": "방위비", "purchase": "구매",
    "loan": "대출", "support": "지원", "order": "수주", "production": "생산", "penalty": "과징금",
}  # fmt: skip
_PRODUCTS = {
    "ships": "선박", "auto-parts": "자동차 부품", "trucks": "트럭", "batteries": "배터리", "semiconductors": "반도체",
    "autos": "자동차", "steel": "철강", "aluminium": "알루미늄", "copper": "구리", "pharmaceuticals": "의약품",
    "lng": "LNG", "oil": "원유", "lumber": "목재", "rice": "쌀", "beef": "쇠고기", "films": "영화",
    "critical-minerals": "핵심 광물", "electronics": "전자제품", "agriculture": "농산물",
}  # fmt: skip
_UNITS = {
    "USD": "달러", "KRW": "원", "EUR": "유로", "JPY": "엔", "CNY": "위안", "GBP": "파운드", "tonnes": "톤",
    "vehicles": "대", "barrels": "배럴", "ships": "척", "people": "명", "points": "%포인트",
}  # fmt: skip
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_MYRIADS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_ABOUT = re.compile(
    rf"\b({'|'.join(_MEASURES)})(?: on ({'|'.join(_PRODUCTS)}))?(?:, ([A-Z]{{2}})(?: on ([A-Z]{{2}}))?)?(?=: -?\d)"
)
_AMOUNT = re.compile(
    rf"(\d[\d,]*(?:\.\d+)?)(?:-(\d[\d,]*(?:\.\d+)?))?(?: ({'|'.join(_SCALES)}))?"
    rf" ({'|'.join(_UNITS)})\b(?P<year> a year)?"
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
    blank = "" if found[4] in ("USD", "KRW", "JPY", "ships", "vehicles", "people", "points") else " "
    return f"{'연간 ' if found['year'] else ''}{numbers}{blank}{_UNITS[found[4]]}"


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
