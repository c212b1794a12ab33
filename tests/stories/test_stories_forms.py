"""Notices in one form of words are two; an article that was sent again, cut or mended is one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model import Report
from monitor.stories import COPY, Kinship, Likeness, profile, rarity_among, resemblance

AT = datetime(2025, 4, 14, 9, tzinfo=UTC)

# Of each language: a headline and a text with room for a name and two figures, and what two notices put there.
NOTICES = {
    "en": (
        "{0} raises port dues",
        ("{0} said on Monday that it raises its dues for car carriers to {1} dollars a metre from {2} dollars, "
        "effective immediately. Ships that have booked a berth before the notice was given pay what was in force on "
        "the day they booked, provided they call before the end of the month."),
        [("Harlan Quay", "7.25", "6.5"), ("Pell Docks", "9.75", "8.5")],
    ),
    "ko": (
        "{0}, 항만 사용료 인상",
        ("{0}는 자동차운반선 접안 사용료를 미터당 {1}달러로 올린다고 14일 밝혔다. 종전 사용료는 {2}달러였다. 공고 전에 "
        "선석을 예약한 선박은 이달 말까지 입항하면 예약한 날의 사용료를 낸다. 새 사용료는 즉시 적용되며 관련 "
        "서류는 항만 누리집에서 받을 수 있다."),
        [("군산새솔항", "7.25", "6.5"), ("목포한빛부두", "9.75", "8.5")],
    ),
    "tr": (
        "{0} liman ücretini artırdı",
        ("{0} araç gemileri için metre başına ücretini {2} dolardan {1} dolara çıkardığını ve kararın hemen "
        "yürürlüğe girdiğini pazartesi günü açıkladı. Duyurudan önce yer ayırtan gemiler, ay sonundan önce "
        "yanaşmaları koşuluyla yer ayırttıkları gün geçerli olan ücreti ödeyecek."),
        [("Harlan İskelesi", "7,25", "6,5"), ("Pelit Rıhtımı", "9,75", "8,5")],
    ),
    "zh": (
        "{0}上调港口使用费",
        ("{0}周一宣布，将汽车运输船的靠泊费由每米{2}美元上调至每米{1}美元，立即生效。在公告发布之前已预订泊位的船舶，"
        "只要在本月底之前靠港，仍按预订当日的标准缴纳费用，有关表格可在港口网站下载。"),
        [("哈兰码头", "7.25", "6.5"), ("佩尔船坞", "9.75", "8.5")],
    ),
}  # fmt: skip


def report(name: str, title: str, text: str, language: str) -> Report:
    return Report(article_id=name, profile=profile(title, text, language), told_at=AT)


def kinship(one: Report, other: Report) -> Kinship:
    likeness = Likeness(rarity_among([one.profile, other.profile]))
    assert likeness.kinship(one, other) is likeness.kinship(other, one)
    return likeness.kinship(one, other)


def are_copies(one: Report, other: Report) -> bool:
    return kinship(one, other) is Kinship.COPY


def notices(language: str, *filled: tuple[str, ...]) -> list[Report]:
    title, text, _ = NOTICES[language]
    return [report(str(at), title.format(*one), text.format(*one), language) for at, one in enumerate(filled)]


@pytest.mark.parametrize("language", NOTICES)
def test_notices_of_two_houses_in_one_form_are_two_stories(language: str) -> None:
    one, other = notices(language, *NOTICES[language][2])
    assert resemblance(one.profile.signature, other.profile.signature) >= COPY
    assert kinship(one, other) is Kinship.NONE


@pytest.mark.parametrize("language", NOTICES)
def test_notices_of_two_houses_that_do_the_same_are_two_stories(language: str) -> None:
    (name, *figures), (other_name, *_) = NOTICES[language][2]
    assert kinship(*notices(language, (name, *figures), (other_name, *figures))) is Kinship.NONE


@pytest.mark.parametrize("language", NOTICES)
def test_notices_of_one_house_with_other_figures_are_one_story_but_no_copies(language: str) -> None:
    (name, *figures), (_, *others) = NOTICES[language][2]
    assert kinship(*notices(language, (name, *figures), (name, *others))) is Kinship.EVENT


@pytest.mark.parametrize("language", NOTICES)
def test_a_notice_that_is_cut_or_taken_further_or_under_another_headline_stays_a_copy(language: str) -> None:
    title, text, (filled, other) = NOTICES[language]
    title, text, addition = title.format(*filled), text.format(*filled), text.format(*other)[-40:]
    again = [(title, text[: len(text) * 3 // 4]), (title, f"{text} {addition}"), (addition, text), ("", text)]
    for changed in again:
        assert are_copies(report("one", title, text, language), report("other", *changed, language))


RESULTS = (
    "Harlan Quay first quarter results",
    ("Shares profit 41 cents against loss 20 cents. Net profit 2,665,000 against loss 202,000. Sales 12,141,000 "
    "against 5,993,000. Average shares 6,500,300 against 6,344,100. Nine months shares profit 35 cents against loss "
    "11 cents, net profit 4,585,000 against loss 1,380,000, sales 28.4 million against 17.6 million. "
    "Orders 812 against 790."),
)  # fmt: skip


def test_results_with_one_figure_mended_are_a_copy() -> None:
    title, text = RESULTS
    mended = text.replace("12,141,000", "12,411,000") + " The company corrects the sales of the quarter."
    assert are_copies(report("one", title, text, "en"), report("other", f"Corrected: {title}", mended, "en"))


def test_a_table_of_other_figures_alone_is_no_copy() -> None:
    title, text = RESULTS
    later = "".join("9" if char in "1245" and at % 3 else char for at, char in enumerate(text))
    one, other = report("one", title, text, "en"), report("other", title, later, "en")
    assert not are_copies(one, other)


def test_a_long_article_in_another_order_stays_a_copy_though_only_its_beginning_is_read() -> None:
    parts = [f"Region {at} sold {at * 7} tonnes through the ports named{at} and shipped{at} early." for at in range(90)]
    one, other = (report(name, "Region sales named1 named2", " ".join(text), "en") for name, text in
                  (("one", parts), ("other", parts[::-1])))  # fmt: skip
    assert are_copies(one, other)


def test_what_profiles_of_before_do_not_hold_keeps_nothing_apart() -> None:
    title, text, (filled, _) = NOTICES["en"]
    one = report("one", title.format(*filled), text.format(*filled), "en")
    bare = profile(title.format(*filled), text.format(*filled) + " Nothing more was said.", "en")
    other = Report(article_id="other", profile=replace(bare, subjects=(), numbers=()), told_at=AT + timedelta(hours=1))
    assert are_copies(one, other)
