import pytest

from monitor.extract.biographies import without_biographies
from monitor.extract.clutter import why_clutter, without_clutter


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("6 Min Read", "read time"),
        ("Get the Harbour Post newsletter", "newsletter box"),
        ("Thanks for signing up!", "newsletter box"),
        ("Cancel anytime during your trial.", "subscription box"),
        ("이 기사는 유료회원 전용 기사입니다.", "subscription box"),
        ("This article originally appeared on Harbour Post.", "label"),
        ("(Reporting by Jane Roe; Editing by John Doe)", "label"),
        ("When you buy through our links, we may earn an affiliate commission.", "makers' note"),
        ("Join our commenting forum", "comment form"),
        ("▶ 예시경제 네이버 채널 구독하기", "navigation"),
        ("예시경제 구독하고 알림 받기", "navigation"),
        ("© 2025 Example. All rights reserved. This material may not be published or redistributed.", "rights notice"),
        ("Copyright © 2025 Example Times. Unauthorized reproduction is prohibited.", "rights notice"),
        ("Reading time: 4 minutes", "read time"),
        ("읽는 시간 3분", "read time"),
        ("Share This Article", "share bar"),
        ("Facebook | X | LinkedIn", "share bar"),
        ("기사 공유하기", "share bar"),
        ("Leave a Comment", "comment form"),
        ("12 Comments", "comment form"),
        ("Sign up for our daily trade newsletter.", "newsletter box"),
        ("Enter your email address", "newsletter box"),
        ("Subscribe to continue reading. Already a subscriber? Log in", "subscription box"),
        ("구독하시면 기사 전문을 읽을 수 있습니다.", "subscription box"),
        ("ADVERTISEMENT", "advertisement"),
        ("Related Articles", "related links"),
        ("관련 기사", "related links"),
        ("Copyright ⓒ 예시경제. 무단 전재 및 재배포 금지", "rights notice"),
        ("<저작권자(c) 예시뉴스, 무단 전재-재배포, AI 학습 및 활용 금지>", "rights notice"),
        ("© 2025 The Example Post. All rights reserved.", "rights notice"),
        ("By Kim Min-ji and Daniel Park, Staff Writers", "byline"),
        ("홍길동 기자 hong@example.com", "byline"),
        ("[세종=예시] 홍길동·김영희 기자", "byline"),
        ("Published April 15, 2025 at 10:00 a.m. KST", "time stamp"),
        ("입력 2025.04.15 10:00 | 수정 2025.04.15 11:00", "time stamp"),
        ("READ MORE: Yards book a record year", "cross reference"),
        ("Lesen Sie auch: Werften melden Rekordjahr", "cross reference"),
        ("Related: What the pause in duties means for ports", "cross reference"),
        ("CLICK HERE TO GET THE EXAMPLE APP", "cross reference"),
        ("Contact reporter Jane Roe at jroe@example.com", "makers' note"),
        ("Jane Roe can be reached at jroe@example.com.", "makers' note"),
        ("The Example Wire's Jane Roe contributed to this report.", "makers' note"),
        ("If you buy through our links, we earn an affiliate commission.", "makers' note"),
        ("Instagram content", "embed"),
        ("This content can also be viewed on the site it originates from.", "embed"),
        ("Want more shipping news? Sign up for our free newsletter to get it daily.", "newsletter box"),
        ('!function(){"use strict";window.addEventListener("message",(function(a){if(a.data){b=a.c;}}))}();', "code"),
        ("* * *", "no words"),
    ],
)
def test_line_is_clutter_for_this_reason(line, reason):
    assert why_clutter(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "“Leave a comment and the minister may answer,” the ministry wrote.",
        "The report is a six-minute read, and the annex an hour's.",
        "Share prices of Korean yards rose.",
        "Share of exports: 18%",
        "By and large, exporters were content.",
        "By April 24 the two ministers will be in Washington.",
        "Updated 2025 tariff schedule takes effect",
        "Mail carriers went on strike.",
        "(서울=예시) 홍길동 기자 = 정부는 저작물 무단 사용을 막는 법을 냈다.",
        "홍길동 기자는 2019년부터 통상을 취재했다.",
        "무단 전재가 늘자 신문협회가 소송을 냈다.",
        "Copyright law is on the table too.",
        "A deal can be reached by July, the minister said.",
        "Higher duties contributed to the decline in orders.",
        "Contact tracing at the port of Busan went on via text message.",
        "Brokers earn a commission of 2 percent on each charter.",
        "Watch makers asked for an exemption.",
        "More yards than ever are full: 18 of 20, the ministry said, against 12 a year before.",
        "The main function (of the fund) is to lend.",
        "Tariffs",
        "관세",
    ],
)
def test_line_that_only_contains_such_words_is_text(line):
    assert why_clutter(line) is None


def test_headline_on_top_site_motto_and_doubled_lines_go_and_the_rest_keeps_its_order():
    motto, title, text = "News since 1954", "Talks go on", "Talks went on."
    lines = (motto, title, text, text, "6 min read", motto)
    assert without_clutter(lines, title, frozenset((motto,))) == (text, motto)


def test_line_near_the_end_that_introduces_the_writer_goes_and_one_about_another_stays():
    lines = ("Jane Roe is a mayor.", "Talks go on.", "Jane Roe is a reporter in Busan.", "John Doe is a minister.")
    assert without_biographies(lines, ("Jane Roe",)) == (lines[0], lines[1], lines[3])
    assert without_biographies(lines, ()) == lines


@pytest.mark.parametrize(
    "line",
    [
        "Video of the launch was shown to reporters.",
        "Analysis of the cargo took three weeks.",
        "The ministry said that readers may cancel anytime, and that trials go on.",
        "The network said it would get the channel's app approved in May.",
        "Amazon pays affiliates a commission of 4 percent on products they link to.",
        "유튜브 채널을 구독하기로 한 독자가 늘었다고 회사는 밝혔다.",
        "로그인 없이 이용할 수 있는 서비스가 늘었다.",
        "Harbour Post first appeared on newsstands in 1920, and its readers stayed.",
        "More than 40 ships from the eastern edition of the convoy reached port.",
    ],
)
def test_sentence_with_words_of_the_frame_stays(line):
    assert why_clutter(line) is None
