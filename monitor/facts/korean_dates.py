"""How Korean writes dates: 4월 24일, 다음 달 1일, 오는 24∼25일, 내년 상반기, 3분기, 30일 이내. Pure."""

import re
from datetime import date, timedelta

from monitor.facts.cues import Cued
from monitor.facts.days import (
    half_span,
    monday_of,
    month_span,
    months_on,
    nearest_year,
    quarter_span,
    what_is_left,
    year_span,
)
from monitor.facts.forms import Days, Form

_WEEKDAYS = "월화수목금토일"
_SOON = ("내일", "모레", "글피")
_DAYS_ALONE = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "일주일": 7, "열흘": 10,
               "보름": 15}  # fmt: skip
_COUNTS = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6}
_YEARS = {"올해": 0, "올": 0, "금년": 0, "내년": 1, "지난해": -1, "작년": -1}
_MONTHS = {"다음달": 1, "내달": 1, "이달": 0, "이번달": 0, "지난달": -1}

_YEAR = r"(?:(?P<year>(?:19|20)\d\d)년\s*|(?P<when>올해|올|금년|내년|지난해|작년|오는|지난)\s*)?"
_MONTH = r"(?<!\d)(?P<month>1[0-2]|0?[1-9])월"
_TO = r"\s*(?:[∼~〜–-]|(?<=일)부터)\s*"
_DAYS = rf"(?P<day>[0-3]?\d)(?:일?{_TO}(?:(?P<last_month>1[0-2]|0?[1-9])월\s*)?(?P<last_day>[0-3]?\d))?일"
_NO_SPAN = (  # "9일 전" is no day of the month, "9일 전원회의" begins with one
    r"(?!\s?(?:간|동안|째|이내|내에|안에|만에|정|정도|차|치|분|짜리|이상|이하|미만|연속|넘게|가량|남짓|전|뒤|후)(?=$|[^가-힣]|에|의|으로|은|는|이|가|도|부터|까지))"
    r"(?!\s(?:쉬|쉰|쉴|걸[리려렸린]|빠[르른]|빨[라랐리]|늦|먼저|일찍|앞[서선당]))"
)


def _day(match: re.Match[str], today: date | None) -> Days | None:
    """2025년 4월 24일; 4월 24∼25일; 오는 4월 24일."""
    month, first = int(match["month"]), int(match["day"])
    year = _year(match, month, first, today)
    if year is None:
        date(2024, month, first)  # raises where there is no such day
        return None, None, "day"
    return date(year, month, first), _last_day(match, year, month), "day"


def _day_of_month(match: re.Match[str], today: date | None) -> Days | None:
    """다음 달 1일; 이달 30일; 오는 24일; 24일: of the article's own month unless said otherwise."""
    if today is None:
        return None
    day, when = int(match["day"]), re.sub(r"\s", "", match.groupdict().get("when") or "")
    shift = _MONTHS.get(when, 0)
    if when == "오는" and day < today.day:
        shift = 1
    if when == "지난" and day >= today.day:
        shift = -1
    first, _ = months_on(today, shift)
    return first.replace(day=day), _last_day(match, first.year, first.month), "day"


def _last_day(match: re.Match[str], year: int, month: int) -> date:
    last_month = int(match["last_month"] or month)
    return date(year + (last_month < month), last_month, int(match["last_day"] or match["day"]))


def _month(match: re.Match[str], today: date | None) -> Days | None:
    """4월; 내년 1월; 오는 7월 초."""
    month = int(match["month"])
    year = _year(match, month, 15, today)
    if year is None:
        return None, None, "month"
    span = month_span(year, month)
    return (*(span if today is None else what_is_left(span, today)), "month")


def _near_month(match: re.Match[str], today: date | None) -> Days | None:
    """다음 달 중순; 이달 말; 지난달."""
    if today is None:
        return None, None, "month"
    shift = _MONTHS[re.sub(r"\s", "", match["when"])]
    return (*what_is_left(months_on(today, shift), today), "month")


def _year(match: re.Match[str], month: int, day: int, today: date | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    if today is None:
        return None
    when = match["when"]
    if when in _YEARS:
        return today.year + _YEARS[when]
    if when == "오는":
        return today.year + ((month, day) < (today.month, today.day))
    if when == "지난":
        return today.year - ((month, day) > (today.month, today.day))
    return nearest_year(month, day, today)


def _soon(match: re.Match[str], today: date | None) -> Days | None:
    """내일; 모레."""
    if today is None:
        return None
    day = today + timedelta(days=_SOON.index(match[0]) + 1)
    return day, day, "day"


def _week(match: re.Match[str], today: date | None) -> Days | None:
    """다음 주 금요일; 오는 금요일; 이번 주말; 내주."""
    if today is None:
        return None
    words, weekday = re.sub(r"\s", "", match[0]), match["weekday"]
    monday = monday_of(today) + timedelta(days=7 * words.startswith(("다음", "내주")))
    if weekday:
        day = monday + timedelta(days=_WEEKDAYS.index(weekday))
        day += timedelta(days=7 * (not words.startswith(("다음", "내주", "이번")) and day <= today))
        return day, day, "day"
    span = (monday + timedelta(days=5 if words.endswith("말") else 0), monday + timedelta(days=6))
    return (*what_is_left(span, today), "week")


def _part_of_year(match: re.Match[str], today: date | None) -> Days | None:
    """내년 상반기; 3분기; 2026년 2분기; 올해 말; 연내; 내년; 2030년까지."""
    if today is None:
        return None
    said = match.groupdict()
    when = said.get("when") or ""
    year = int(said["year"]) if said.get("year") else today.year + _YEARS.get(when, 0)
    if said.get("half"):
        return (*what_is_left(half_span(year, 1 if said["half"] == "상" else 2), today), "half")
    if said.get("quarter"):
        return (*what_is_left(quarter_span(year, int(said["quarter"])), today), "quarter")
    last_year = int(said["last_year"]) if said.get("last_year") else year
    return (*what_is_left((year_span(year)[0], year_span(last_year)[1]), today), "year")


def _days_on(match: re.Match[str], today: date | None) -> Days | None:
    """사흘 뒤; of 열흘 안에, which is mostly a rule for other days, nothing is said here."""
    if today is None:
        return None
    day = today + timedelta(days=_DAYS_ALONE[match["count"]])
    return day, day, "day"


def _countdown(match: re.Match[str], today: date | None) -> Days | None:
    """나흘 앞, 15일 앞두고, 일주일 앞으로, D-30; 사흘 앞둔 21일: counted from that day."""
    if today is None:
        return None
    said = match.groupdict()
    count = said["count"] or said["until"]
    since = today if said["day"] is None else today.replace(day=int(said["day"]))
    days = _DAYS_ALONE.get(count) or int(re.sub(r"\D", "", count)) * (7 if count.endswith("주") else 1)
    return since + timedelta(days=days), since + timedelta(days=days), "day"


def _within(match: re.Match[str], today: date | None) -> Days | None:
    """30일 이내; 2주 안에; 3개월 뒤; 석 달 안에: counted from the article's day."""
    if today is None:
        return None
    count = _COUNTS.get(match["count"]) or int(match["count"])
    is_within = match["how"] not in ("뒤", "후")
    if match["unit"] in ("개월", "달"):
        first, last = months_on(today, count)
        return today if is_within else first, last, "month"
    is_week = match["unit"] == "주"
    day = today + timedelta(days=count * (7 if is_week else 1))
    return today if is_within else day, day, "week" if is_week else "day"


_PART = r"(?:(?P<half>상|하)반기|(?P<quarter>[1-4])\s?분기)"
_NEAR = r"(?P<when>다음\s?달|내달|이번\s?달|이달|지난달"
_SOME_PART = r"(?:\s*(?:초|상순|중순|하순|말|중|안))?"
_YEAR_AHEAD = r"(?=\s*(?:까지|부터|에|말|초|이후|시행|완공|가동|양산|목표)|\s(?!\d))"
_COUNT = r"(?<!부터 )(?<!이후 )(?P<count>\d{1,3}|한|두|세|석|네|넉|다섯|여섯)\s*(?P<unit>일|주|개월|달)\s*"
_AHEAD = r"앞(?=두[고며]|둔|두어|으로\s?(?:다가|성큼|훌쩍)|으로?[\s…·,.\"'”’]*$|으로[…·,]|[\s…·,.\"'”’]|$)"
_COUNTDOWN = (
    rf"(?<![가-힣\d])(?<!오는 )(?<!월 )(?:(?P<count>{'|'.join(_DAYS_ALONE)}|\d{{1,3}}(?:일|주))\s?{_AHEAD}"
    rf"(?:둔\s(?:지난\s)?(?P<day>[0-3]?\d)일)?|(?<=[가-힣] )(?<!비타민 )D-(?P<until>\d{{1,3}})(?![\dA-Za-z-]))"
)
# The longest and surest first: what one has found, no other takes.
FORMS: tuple[Form, ...] = tuple(
    (Cued(form), resolve)
    for form, resolve in (
        (rf"{_YEAR}{_MONTH}\s*{_DAYS}", _day),
        (rf"{_NEAR}|오는|지난)\s*{_DAYS}{_NO_SPAN}", _day_of_month),
        (_COUNTDOWN, _countdown),
        (rf"{_YEAR}{_MONTH}(?!의\s){_SOME_PART}", _month),
        (rf"{_NEAR}){_SOME_PART}(?!의)", _near_month),
        (r"(?:다음\s?주|(?<![가-힣])내주|이번\s?주|오는)\s*(?P<weekday>[월화수목금토일])요일", _week),
        (r"(?<![가-힣])(?<!지난 )(?<!매주 )(?P<weekday>[월화수목금토일])요일(?=$|[\s,에까부])", _week),
        (r"(?:다음\s?주|(?<![가-힣])내주(?![고었는지며])|이번\s?주)말?(?P<weekday>$^)?", _week),
        (r"(?<![가-힣])(?:내일|모레|글피)(?=$|[\s,.까부에]|[^가-힣])", _soon),
        (rf"(?:(?P<year>20\d\d)년|(?P<when>내년|올해|올|작년|지난해))\s*{_PART}", _part_of_year),
        (rf"(?<![가-힣\d]){_PART}", _part_of_year),
        (r"(?<![가-힣])(?P<when>내년)(?:\s*(?:초(?!연|대|청)|말|중))?", _part_of_year),
        (r"올해\s*(?:말|안)|연말(?=\s*(?:까지|께|쯤|에)|\s)|(?<![가-힣])연내", _part_of_year),
        (rf"(?P<year>20[2-9]\d)년(?:(?:부터|{_TO})\s*(?P<last_year>20[2-9]\d)년)?{_YEAR_AHEAD}", _part_of_year),
        (rf"{_COUNT}(?P<how>이내|안에|안으로|내에|내(?=\s)|뒤|후)", _within),
        (rf"(?<![가-힣])(?P<count>{'|'.join(_DAYS_ALONE)})\s*[뒤후](?=[\s,])", _days_on),
        (rf"(?<![\d.,월∼~〜–-])(?<!월\s)(?<!박 ){_DAYS}{_NO_SPAN}(?![가-힣]?[각일요])", _day_of_month),
    )
)
