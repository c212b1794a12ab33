"""What two articles are to each other: copies, reports of one event, or neither."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from monitor.model import Report
from monitor.stories import Kinship, Likeness, group, profile, rarity_among

SEOUL = timezone(timedelta(hours=9))
AT = datetime(2025, 4, 14, 9, tzinfo=SEOUL)

ENGLISH = (
    "Port operator Harlan Quay releases its quarterly count of car carriers, the first since the duties took effect. "
    "The company said on Monday that berths at its two northern terminals were full for most of March, as makers in "
    "Ulsan and Nagoya sent what they could before the deadline. Dockers worked three shifts, and a field behind the "
    "customs hall was paved to park what could not be cleared the same day. Its chief executive, Ona Brisk, said that "
    "she expected a thin summer once the yards of the importers had been filled."
)
KOREAN = (
    "새솔조선은 14일 군산 야드에서 건조한 자동차운반선을 선주사에 인도했다고 밝혔다. "
    "이 선박은 액화천연가스를 연료로 쓰며, 설계부터 인도까지 스물두 달이 걸렸다. "
    "회사 측은 관세 부과를 앞두고 완성차 업체들의 운송 문의가 늘었다며 "
    "하반기에도 같은 선형의 발주가 이어질 것으로 내다봤다. "
    "야드 관계자는 도크 두 곳을 새로 정비해 인력을 다시 뽑고 있다고 말했다."
)
HEADLINE = "Harlan Quay releases count of car carriers"
PAIRS = {  # headline and text, and those of the follow-up
    "en": (HEADLINE, ENGLISH, f"{HEADLINE} with 2M units", ENGLISH + " In all, 2M units passed its gates."),
    "ko": (
        "새솔조선, 자동차운반선 인도",
        KOREAN,
        "새솔조선, 자동차운반선 인도…4척 추가 수주",
        KOREAN + " 회사는 이날 4척을 추가로 수주했다.",
    ),
}


def report(name: str, title: str, text: str, language: str, told_at: datetime = AT) -> Report:
    return Report(article_id=name, profile=profile(title, text, language), told_at=told_at)


def kinship(one: Report, other: Report) -> Kinship:
    likeness = Likeness(rarity_among([one.profile, other.profile]))
    assert likeness.kinship(one, other) is likeness.kinship(other, one)
    return likeness.kinship(one, other)


@pytest.mark.parametrize("language", PAIRS)
def test_a_follow_up_with_a_new_figure_in_its_headline_is_no_copy(language: str) -> None:
    title, text, later_title, later_text = PAIRS[language]
    first = report("first", title, text, language)
    later = report("later", later_title, later_text.replace(text[:40], text[40:80]), language)
    assert kinship(first, later) is Kinship.EVENT


@pytest.mark.parametrize("language", PAIRS)
def test_the_same_text_under_another_headline_is_a_copy(language: str) -> None:
    title, text, *_ = PAIRS[language]
    assert kinship(report("one", title, text, language), report("two", "", text, language)) is Kinship.COPY


@pytest.mark.parametrize("language", PAIRS)
def test_a_text_that_comes_again_after_a_fortnight_is_neither(language: str) -> None:
    title, text, *_ = PAIRS[language]
    again = report("again", title, text, language, AT + timedelta(days=14))
    assert kinship(report("first", title, text, language), again) is Kinship.NONE


def test_reports_in_two_languages_are_not_joined() -> None:
    english = report("english", PAIRS["en"][0], ENGLISH, "en")
    assert kinship(english, report("korean", PAIRS["ko"][0], KOREAN, "ko")) is Kinship.NONE


@pytest.mark.parametrize(
    ("tells_one_day", "marks", "hours", "kinship"),
    [
        (True, 0.1, 8, Kinship.EVENT),
        (False, 0.1, 8, Kinship.NONE),  # credits the other for something else
        (True, 0.1, 30, Kinship.NONE),  # no news of that day any more
        (True, 0.0, 8, Kinship.NONE),  # the headlines' countries differ
    ],
)
def test_who_credits_an_outlet_and_tells_the_day_ahead_that_it_told_reports_its_news(
    tells_one_day: bool, marks: float, hours: int, kinship: Kinship
) -> None:
    news = report("news", "Ministers meet on April 24", "The two sides meet in the capital on April 24.", "en")
    later = report("later", *PAIRS["en"][:2], "en", AT + timedelta(hours=hours))
    pair = ("later", "news")
    likeness = Likeness(rarity_among([news.profile, later.profile]), {pair: marks}, {pair: tells_one_day})
    assert likeness.kinship(news, later) is likeness.kinship(later, news) is kinship
    found = group([later], {"news": replace(news, story_id="news")}, {"later": ["news"]},
                  rarity_among([news.profile, later.profile]), {pair: marks}, {pair: tells_one_day})  # fmt: skip
    assert found.stories["later"] == ("news" if kinship is Kinship.EVENT else "later")


def test_headlines_with_two_figures_are_of_two_events_unless_the_reports_are_alike_in_their_marks() -> None:
    one = report("one", "Garam wins 43 billion order", "Garam signed a cathode order of 43 billion won to 2030.", "en")
    other = report("other", "Sejin wins 21 billion order", "A cathode order of 21 billion won is signed.", "en")
    rarity = rarity_among([one.profile, other.profile])

    def kinship_at(marks: float) -> Kinship:
        return Likeness(rarity, {("one", "other"): marks}).kinship(one, other)

    assert [kinship_at(marks) for marks in (0.3, 0.4)] == [Kinship.NONE, Kinship.EVENT]


def test_marks_may_differ_where_one_names_the_others_outlet_and_their_words_are_alike() -> None:
    one = report("one", "Tin ore halted", "Wa mines halted exports of tin ore at Muse, traders said.", "en")
    other = report("other", "Tin dearer", "Exports of tin ore from Wa mines are halted at Muse, one said.", "en")
    rarity = rarity_among([one.profile, other.profile])
    pair = ("one", "other")
    kinships = [Likeness(rarity, {pair: 0.1}, cited).kinship(one, other) for cited in ({}, {pair: False})]
    assert kinships == [Kinship.NONE, Kinship.EVENT]


@pytest.mark.parametrize(("marks", "merges"), [({}, 1), ({("india", "vietnam"): 0.0}, 0)])
def test_a_report_on_two_events_does_not_make_them_one_if_their_reports_are_told_apart(
    marks: dict[tuple[str, str], float], merges: int
) -> None:
    told = "Negotiators ended a round of talks on tariffs without an accord, the ministry said."
    first = replace(report("vietnam", "Vietnam talks end", f"{told} They flew to Hanoi.", "en"), story_id="vietnam")
    second = replace(report("india", "India talks end", f"They flew to Delhi. {told}", "en"), story_id="india")
    both = report("both", "Two talks end", f"{told} Hanoi and Delhi wait, Vietnam and India said.", "en")
    others = {"vietnam": first, "india": second}
    rarity = rarity_among(one.profile for one in (first, second, both))
    found = group([both], others, {"both": ["vietnam", "india"]}, rarity, marks)
    assert len(found.merges) == merges
