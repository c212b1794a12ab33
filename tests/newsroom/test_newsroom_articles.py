"""The articles themselves: their format, their number, the touchstone."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.newsroom import FIRST_DAY, LAST_DAY, Newsroom, Piece, Quirk
from monitor.newsroom.articles import load_manuscripts, read_manuscript
from monitor.newsroom.outlets import load_outlets

TOUCHSTONE = "korea-us-tariff-talks-washington"

FILE = """+++
outlet = "pacific-ledger"
slug = "made-up"
title = "A rate of 25 percent"
authors = []
published = 2025-04-20T08:00:00-04:00
section = "Trade"
summary = "It is 25 percent."
[[revision]]
at = 2025-04-22T08:00:00+09:00
replace = [["25 percent", "15 percent"]]
note = "Correction: it said 25 percent."
[truth]
story = "made-up"
topics = []
+++
The rate is 25 percent.

It may
fall.
"""


def touchstone() -> Piece:
    (piece,) = (one for one in Newsroom(day=LAST_DAY).articles if one.slug == TOUCHSTONE)
    return piece


def test_a_revision_changes_title_summary_and_body_but_not_its_own_note():
    manuscript = read_manuscript(FILE)
    before = manuscript.at(datetime(2025, 4, 21, tzinfo=UTC))
    after = manuscript.at(datetime(2025, 4, 22, tzinfo=UTC))
    assert before is not None and after is not None
    assert before.paragraphs == ("The rate is 25 percent.", "It may fall.")
    assert before.updated == before.published
    assert (after.title, after.summary) == ("A rate of 15 percent", "It is 15 percent.")
    assert after.paragraphs == ("The rate is 15 percent.", "It may fall.", "Correction: it said 25 percent.")
    assert after.updated == datetime(2025, 4, 21, 23, tzinfo=UTC)


def test_an_article_is_not_to_be_seen_before_it_is_published():
    assert read_manuscript(FILE).at(datetime(2025, 4, 20, 11, 59, tzinfo=UTC)) is None


def test_the_agency_is_credited_before_the_lead_unless_the_text_names_it():
    credited = FILE.replace('section = "Trade"', 'section = "Trade"\ncredit = "Daehan"')
    assert read_manuscript(credited).first.paragraphs[0] == "(Daehan) — The rate is 25 percent."
    named = credited.replace("It may", "Daehan says it may")
    assert read_manuscript(named).first.paragraphs[0] == "The rate is 25 percent."


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("-04:00", "", "offset"),
        ('["25 percent"', '["35 percent"', "does not hold"),
        ('slug = "made-up"\n', "", "no key 'slug'"),
        ('authors = []', 'authors = []\nquirks = ["odd"]', "odd"),
        ("pacific-ledger", "pacific-lodger", "no outlet"),
        ("\nThe rate is 25 percent.\n\nIt may\nfall.\n", "\n", "no paragraphs"),
        ("+++\noutlet", "outlet", "+++"),
    ],
)
def test_a_faulty_file_is_named_with_its_reason(tmp_path: Path, old: str, new: str, reason: str):
    (tmp_path / "sound.md").write_text(FILE.replace("made-up", "sound"), "utf-8")
    (tmp_path / "faulty.md").write_text(FILE.replace(old, new), "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_manuscripts(tmp_path)
    (fault,) = caught.value.faults
    assert fault.startswith("faulty.md: ")
    assert reason in fault


def test_two_articles_cannot_share_a_slug(tmp_path: Path):
    (tmp_path / "one.md").write_text(FILE, "utf-8")
    (tmp_path / "two.md").write_text(FILE, "utf-8")
    with pytest.raises(ConfigError, match=r"two\.md: the slug 'made-up' is taken"):
        load_manuscripts(tmp_path)


def test_there_are_eighty_articles_over_fourteen_days_in_two_languages_from_twelve_outlets():
    pieces = Newsroom(day=LAST_DAY).articles
    language = {outlet.id: outlet.language for outlet in load_outlets()}
    languages = Counter(language[piece.outlet] for piece in pieces)
    assert len(pieces) >= 80
    assert len({piece.outlet for piece in pieces}) >= 12
    assert min(languages["en"], languages["ko"]) >= 25
    days = Counter(len(Newsroom(day=FIRST_DAY + timedelta(n)).articles) for n in range(14))
    assert len(days) == 14  # every day brings something
    assert min(days) > 0


def test_every_article_is_to_be_read_by_the_last_day():
    assert len(Newsroom(day=LAST_DAY).articles) == len(load_manuscripts())


def test_articles_written_in_korean_belong_to_korean_outlets():
    korean = {outlet.id for outlet in load_outlets() if outlet.language == "ko"}
    for piece in Newsroom(day=LAST_DAY).articles:
        assert bool(re.search("[가-힣]{2}", piece.title)) == (piece.outlet in korean), piece.slug


def test_wire_copy_is_reprinted_by_three_outlets_and_followed_up_by_a_fourth():
    room = Newsroom(day=LAST_DAY)
    told = [piece for piece in room.articles if Newsroom.truth(piece.slug).story == "delegation-departs"]
    (wire,) = (piece for piece in told if piece.outlet == "daehan-wire")
    reprints = {piece.outlet: piece for piece in told if piece.credit == "Daehan News Agency"}
    assert set(reprints) == {"han-river-times", "capital-standard", "east-sea-observer"}
    assert len({piece.title for piece in told}) == len(told) == 5
    cut, local, whole = (
        reprints[outlet] for outlet in ("han-river-times", "capital-standard", "east-sea-observer")
    )
    assert cut.paragraphs[1:] == wire.paragraphs[1:5]
    assert local.paragraphs[2:] == wire.paragraphs[1:]
    assert whole.paragraphs[1:] == wire.paragraphs[1:]
    (follow_up,) = (piece for piece in told if piece.outlet == "pacific-ledger")
    assert follow_up.published > max(piece.published for piece in told if piece is not follow_up)
    assert not set(follow_up.paragraphs) & set(wire.paragraphs)


def test_a_figure_is_corrected_two_days_later():
    states = {
        day: next(one for one in Newsroom(day=day).articles if one.slug == "draft-sets-tariff-on-korean-cars")
        for day in (date(2025, 4, 21), LAST_DAY)
    }
    before, after = states.values()
    assert before.text.count("25 percent") == 3
    assert after.text.count("15 percent") == 4  # the note has it too
    assert "25 percent" not in f"{after.title} {after.summary} {after.text}"
    assert after.updated > before.updated == before.published


def test_every_quirk_has_a_page():
    assert {quirk for piece in Newsroom(day=LAST_DAY).articles for quirk in piece.quirks} == set(Quirk)


def test_the_touchstone_is_a_report_of_some_nine_hundred_words_on_the_second_day():
    piece = touchstone()
    assert 850 <= len(piece.text.split()) <= 950
    assert piece.published.isoformat() == "2025-04-22T08:20:00+09:00"
    assert TOUCHSTONE not in {one.slug for one in Newsroom(day=date(2025, 4, 21)).articles}


@pytest.mark.parametrize(
    "named",
    [
        *("as reported by Yonhap News Agency", "The Korea Herald", "Reuters", "Nikkei Asia", "April 24"),
        *("Choi Sang-mok", "Ahn Duk-geun", "Acting President Han Duck-soo", "Scott Bessent"),
        *("Jamieson Greer", "Korea International Trade Association (KITA)"),
        "Center for Strategic and International Studies (CSIS)",
        *("Ministry of Trade, Industry and Energy", "Ministry of Commerce", "South Korean media report"),
        *("political analysts", "countermeasures", "semiconductors", "Defense cost-sharing", "supply chains"),
        *("Alaska LNG", "Shipbuilding", "U.S.-China", "tariffs", "retaliation", "batteries"),
        *("electric vehicles (EVs)", "Biotech", "electronics", "petrochemicals"),
        "Indo-Pacific Economic Framework (IPEF)",
    ],
)
def test_the_touchstone_names(named: str):
    assert named in touchstone().text


@pytest.mark.parametrize(
    "topic",
    [
        *("steel", "alumin", "agricultur", "farm", "beef", r"\brice\b", "mineral", "rare earth", "lithium"),
        *("currenc", "exchange", r"\bwon\b", "dollar", "carbon", "digital", "platform", "export control"),
        *("section 232", "quota"),
    ],
)
def test_the_touchstone_says_nothing_of(topic: str):
    piece = touchstone()
    assert not re.search(topic, f"{piece.title} {piece.summary} {piece.text}", re.IGNORECASE)


def test_the_touchstone_has_its_four_sources_as_labels():
    assert Newsroom.truth(TOUCHSTONE).sources == (
        "Yonhap News Agency",
        "The Korea Herald",
        "Reuters",
        "Nikkei Asia",
    )
