"""What two days of the newsroom leave in the warehouse, in the file of alerts and in the report."""

import json
from collections import Counter

import pytest
from days import Pass, TwoDays

from flows.demo import DAYS, morning_after
from monitor.model import FeedLine, Outcome
from monitor.report import to_text

TOUCHSTONE = "south-korea-us-open-trade-talks"
STRONG = {"trade-talks", "semiconductors", "defence-cost-sharing", "supply-chains", "lng-energy", "shipbuilding",
          "us-china"}  # fmt: skip
FAINT = {"tariffs", "retaliation", "batteries", "autos-ev", "biotech-pharma", "electronics", "petrochemicals"}
ABSENT = {"steel-aluminium", "agriculture", "critical-minerals", "currency", "carbon-border", "digital-trade",
          "export-controls"}  # fmt: skip
WATCHES = {"alaska-lng", "defence-cost-sharing", "shipbuilding", "ipef", "korea-us-talks", "chinese-countermeasures"}


@pytest.fixture(scope="module")
def touchstone(two_days: TwoDays) -> str:
    """The article id of the report that the whole way is measured by."""
    found = two_days.rows("select article_id from articles where title like 'South Korea and U.S. Open Trade Talks%'")
    return str(found[0][0])


def _feed(one: Pass, name: str) -> FeedLine:
    return next(line for line in one.report.feeds if line.name == name)


# --- alerts ----------------------------------------------------------------------------------------------


def test_the_first_day_is_quiet_but_for_one_summary_and_the_feed_that_is_gone(two_days: TwoDays) -> None:
    assert two_days.first.report.alerts_raised == two_days.first.report.alerts_delivered == 2
    raised = two_days.rows(
        "select kind, subject, message from alerts where raised_at = $day and state != 'held'",
        day=morning_after(DAYS[0]),
    )
    told = {kind: (subject, message) for kind, subject, message in raised}
    assert len(raised) == 2
    assert "9 watched issues" in told["summary"][0]
    assert told["feed"] == ("Trouble with feeds: 1", "Old Trade Gazette: gone (410), asked no more")
    assert two_days.rows("select count(*) from alerts where kind = 'feed'") == [(1,)]
    assert two_days.first.report.mentions > 40
    assert "What history holds" in two_days.first.printed


def test_the_touchstone_raises_its_six_watches_and_no_other(two_days: TwoDays, touchstone: str) -> None:
    raised = two_days.rows(
        "select watch_id, kind, state from alerts where article_id = $touchstone", touchstone=touchstone
    )
    assert {watch for watch, _, _ in raised} == WATCHES
    assert len(raised) == len(WATCHES)
    assert {(kind, state) for _, kind, state in raised} == {("new", "delivered")}


def test_reprints_are_one_story_told_once(two_days: TwoDays) -> None:
    told = two_days.rows(
        """
        select watch_id, outlet, kind, state from alerts join articles using (article_id)
        where articles.story_id in (
            select story_id from articles where outlet = 'Daehan News Agency' and title like '%delegation%')
        """
    )
    for watch in {one[0] for one in told}:
        kinds = {outlet: (kind, state) for name, outlet, kind, state in told if name == watch}
        assert kinds.pop("Daehan News Agency") == ("new", "delivered")
        kinds.pop("The Pacific Ledger", None)  # no reprint, but a follow-up
        assert set(kinds) == {"Han River Times", "East Sea Observer", "Capital Standard"}
        assert set(kinds.values()) == {("echo", "held")}


def test_the_follow_up_is_an_update_of_its_story_that_names_the_new_fact(two_days: TwoDays) -> None:
    told = two_days.rows(
        "select distinct kind, state, reason from alerts join articles using (article_id) "
        "where articles.title like $title",
        title="Seoul adds a shipyard fund%",
    )
    assert told == [("update", "delivered", "new figure: fund, KR: 350 million USD")]


def test_the_correction_raises_an_update_that_says_what_changed(two_days: TwoDays) -> None:
    updates = two_days.rows(
        "select articles.title, alerts.reason, alerts.state, articles.version from alerts "
        "join articles using (article_id) where kind = 'update' and alerts.rule_id is null"
    )
    assert {title for title, *_ in updates} == {"Draft would set tariff on Korean cars at 15 percent"}
    for _, reason, state, version in updates:
        assert "25 percent -> 15 percent" in reason
        assert (state, version) == ("delivered", 2)


def test_both_versions_of_the_corrected_article_are_kept(two_days: TwoDays) -> None:
    kept = two_days.rows(
        "select version, contains(text, '25 percent'), change from article_versions where article_id in "
        "(select article_id from articles where version > 1) order by version"
    )
    assert [(version, change) for version, _, change in kept] == [(1, "first"), (2, "figure")]
    assert kept[0][1]


def test_the_corrected_articles_version_says_what_changed_and_when_and_of_which_bytes(two_days: TwoDays) -> None:
    versions = two_days.rows(
        "select change, change_note, seen_at, raw_hash, text_hash = sha256(text) from article_versions "
        "where article_id in (select article_id from articles where version > 1) order by version"
    )
    assert [seen_at for _, _, seen_at, _, _ in versions] == [morning_after(day) for day in DAYS]
    change, note, *_ = versions[1]
    assert change == "figure"
    assert note.startswith("25 percent -> 15 percent")
    assert "Correction" in note
    assert len({raw_hash for *_, raw_hash, _ in versions}) == 2
    assert all(len(raw_hash) == 64 and is_hash for *_, raw_hash, is_hash in versions)


def test_a_change_is_dated_apart_from_publication(two_days: TwoDays) -> None:
    piece = next(one for one in two_days.room.articles if one.slug == "draft-sets-tariff-on-korean-cars")
    stored = two_days.rows("select published_at, modified_at from articles where title = $title", title=piece.title)
    assert stored == [(piece.published, piece.updated)]
    assert piece.published < piece.updated


def test_pages_of_mentioned_articles_are_read_again_on_the_second_day_and_one_has_changed(two_days: TwoDays) -> None:
    reread = two_days.rows(
        "select entries.outcome, entries.reason, count(*) from entries join articles using (article_id) "
        "where articles.first_seen_at = $first and entries.page_read_at = $second group by all",
        first=morning_after(DAYS[0]),
        second=morning_after(DAYS[1]),
    )
    told = {(outcome, reason): count for outcome, reason, count in reread}
    mentioned = two_days.rows(
        "select count(distinct article_id) from mentions join articles using (article_id) "
        "where first_seen_at = $first and text_from = 'page'",
        first=morning_after(DAYS[0]),
    )[0][0]
    assert sum(told.values()) >= mentioned > 20
    assert {outcome for outcome, _ in told} == {"stored", "unchanged"}
    assert sum(count for (outcome, _), count in told.items() if outcome == "stored") == 1
    assert told["unchanged", "not modified"] > 0, "of a page that names the day's other articles the bytes differ"


def test_bylines_say_who_is_a_person_and_who_an_agency(two_days: TwoDays) -> None:
    found = two_days.rows("select authors, author_kinds from articles where len(author_kinds) > 0")
    assert all(len(authors) == len(kinds) for authors, kinds in found)
    assert {kind for _, kinds in found for kind in kinds} >= {"person"}


def test_the_file_has_every_delivered_alert_once(two_days: TwoDays) -> None:
    lines = (two_days.workspace.directory / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    delivered = two_days.rows("select alert_id from alerts where state = 'delivered'")
    told = Counter(one["alert_id"] for line in lines for one in json.loads(line)["alerts"])
    assert told == Counter(name for (name,) in delivered)


# --- texts -----------------------------------------------------------------------------------------------


def test_the_touchstones_body_is_every_paragraph_and_no_clutter(two_days: TwoDays, touchstone: str) -> None:
    piece = next(one for one in two_days.room.articles if one.title.startswith("South Korea and U.S. Open"))
    text = two_days.rows("select text from articles where article_id = $touchstone", touchstone=touchstone)[0][0]
    assert text.split("\n") == list(piece.paragraphs)
    for clutter in ("6 Min Read", "Share This Article", "Leave a Comment"):
        assert clutter not in text


def test_the_touchstones_topics_are_those_it_is_about(two_days: TwoDays, touchstone: str) -> None:
    found = two_days.rows(
        "select topic, score from article_topics where article_id = $touchstone", touchstone=touchstone
    )
    scores = dict(found)
    assert {topic for topic in STRONG if scores.get(topic, 0) >= 0.5} == STRONG
    assert scores.keys() >= FAINT
    assert not scores.keys() & ABSENT


def test_every_article_of_a_feed_that_answers_is_stored_once(two_days: TwoDays) -> None:
    shut = {two_days.room.feed(name).name for name in ("old-trade-gazette", "export-digest", "silent-harbour")}
    stored = Counter(title for (title,) in two_days.rows("select title from articles"))
    names = {two_days.room.feed(piece.outlet).name for piece in two_days.room.articles}
    assert not names & shut
    assert stored == Counter(piece.title for piece in two_days.room.articles)


def test_whole_articles_are_stored_word_for_word_in_both_languages(two_days: TwoDays) -> None:
    stored = dict(two_days.rows("select title, text from articles where quality = 'full'"))
    pieces = {piece.title: piece.text for piece in two_days.room.articles}
    assert len(stored) == len(pieces) - 3  # the teaser, the page without a body, the one robots.txt closes
    different = [title for title, text in stored.items() if text.split() != pieces[title].split()]
    assert different == []


@pytest.mark.parametrize(
    ("slug", "text_from", "quality"),
    [
        ("what-navy-yards-would-need", "page", "teaser"),
        ("embassy-row-prepares", "summary", "empty"),
        ("members-yard-prices", "summary", "empty"),
        ("exporters-before-talks", "page", "full"),
    ],
)
def test_odd_pages_say_what_their_text_is_worth(two_days: TwoDays, slug: str, text_from: str, quality: str) -> None:
    title = next(piece.title for piece in two_days.room.articles if piece.slug == slug)
    stored = two_days.rows("select text_from, quality from articles where title = $title", title=title)
    assert stored == [(text_from, quality)]


def test_euc_kr_pages_are_read_as_korean(two_days: TwoDays) -> None:
    texts = two_days.rows("select text, language from articles where outlet = '미래산업신문'")
    assert len(texts) == 6
    assert all("다." in text and "�" not in text and language == "ko" for text, language in texts)


def test_a_page_behind_robots_txt_is_matched_on_what_the_feed_says_of_it(two_days: TwoDays) -> None:
    outcome, reason, text, summary = two_days.rows(
        "select entries.outcome, entries.reason, articles.text, articles.summary "
        "from entries join articles using (article_id) where contains(entries.url, '/private/')"
    )[0]
    assert (outcome, reason) == ("rejected", "robots.txt forbids it")
    assert text == summary
    assert not any("/private/" in one.path for one in two_days.room.requests)


def test_an_alert_on_a_part_of_the_text_says_so(two_days: TwoDays) -> None:
    lines = (two_days.workspace.directory / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    notes = [one["note"] for one in map(json.loads, lines) if one["title"].startswith("What the yards would need")]
    assert notes
    assert all("only a part (teaser)" in note for note in notes)


# --- feeds -----------------------------------------------------------------------------------------------


def test_every_listed_feed_is_a_line_in_the_report(two_days: TwoDays) -> None:
    listed = [feed.name for feed in two_days.room.feeds]
    assert [line.name for line in two_days.first.report.feeds] == listed
    assert {line.name for line in two_days.second.report.feeds} == set(listed) - {"Old Trade Gazette"}


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        ("Old Trade Gazette", Outcome.REJECTED, "gone"),
        ("Export Digest", Outcome.DEFERRED, "asked to wait (429)"),
        ("Silent Harbour Radio", Outcome.FAILED, "timed out"),
        ("Voltage Weekly", Outcome.STORED, "not well-formed: invalid token"),
    ],
)
def test_a_feeds_trouble_is_a_line_in_the_report(two_days: TwoDays, name: str, outcome: Outcome, reason: str) -> None:
    line = _feed(two_days.first, name)
    assert (line.outcome, line.reason) == (outcome, reason)
    if reason:
        assert reason in to_text(two_days.first.report, two_days.workspace.settings.reader)


def test_a_feed_that_is_not_well_formed_is_read_whole(two_days: TwoDays) -> None:
    carried = sum(two_days.room.feed(piece.outlet).name == "Voltage Weekly" for piece in two_days.room.articles)
    assert _feed(two_days.second, "Voltage Weekly").entries == carried == 2


def test_a_feed_that_moved_is_read_where_it_is_now(two_days: TwoDays) -> None:
    """When its new address is kept for good is for tests/collect to say."""
    assert _feed(two_days.first, "Brussels Courier").outcome is Outcome.STORED
    answered = {one.path: one.status for one in two_days.room.requests if one.outlet == "brussels-courier"}
    assert answered["/feed"] == 301
    assert answered["/rss/world.xml"] in (200, 304)
    assert two_days.rows("select count(*) from articles where outlet = 'Brussels Courier'") == [(3,)]


def test_a_feed_that_is_gone_is_retired_and_asked_no_more(two_days: TwoDays) -> None:
    assert two_days.rows("select is_retired from feeds where name = 'Old Trade Gazette'") == [(True,)]
    assert sum(one.path == "/gazette.xml" for one in two_days.room.requests) == 1


def test_a_feed_that_asks_to_wait_is_left_alone_even_when_everything_is_due(two_days: TwoDays) -> None:
    assert "Export Digest" not in {line.name for line in two_days.again.report.feeds}
    assert two_days.again.report.not_due == 1


def test_validators_that_lie_do_not_hide_the_next_days_article(two_days: TwoDays) -> None:
    found = two_days.rows(
        "select count(*) filter (first_seen_at = $first), count(*) filter (first_seen_at = $second) "
        "from articles where outlet = '국방포커스'",
        first=morning_after(DAYS[0]),
        second=morning_after(DAYS[1]),
    )
    assert found == [(3, 1)]


def test_tracking_parameters_do_not_make_an_article_two(two_days: TwoDays) -> None:
    urls = two_days.rows("select url from articles where outlet = 'Chip Circuit Asia'")
    assert len(urls) == 4
    assert not any("utm_" in url for (url,) in urls)


# --- runs ------------------------------------------------------------------------------------------------


def test_a_pass_over_an_unchanged_newsroom_stores_raises_and_publishes_nothing(two_days: TwoDays) -> None:
    ledger = {"runs", "run_outcomes"}
    for table in two_days.second.sizes.keys() - ledger:
        assert two_days.again.sizes[table] == two_days.second.sizes[table], table
    report = two_days.again.report
    assert (report.articles_stored, report.mentions, report.alerts_raised, report.published) == (0, 0, 0, False)
    assert two_days.again.snapshot == two_days.second.snapshot
    assert two_days.again.printed == ""
    assert {one.outcome for one in report.feeds} == {Outcome.UNCHANGED, Outcome.FAILED}


def test_a_pass_that_finds_nothing_new_says_so(two_days: TwoDays) -> None:
    assert "nothing new" in to_text(two_days.again.report, two_days.workspace.settings.reader).lower()


def test_outcomes_add_up_at_every_stage_of_every_run(two_days: TwoDays) -> None:
    for one in (two_days.first, two_days.second, two_days.again):
        ended: Counter[str] = Counter()
        for count in one.report.counts:
            ended[count.stage] += count.count
        assert ended["feeds"] == len(one.report.feeds)
        assert ended["entries"] == sum(line.entries for line in one.report.feeds)
        pages = [step.total for step in one.steps if step.name == "pages read"]
        assert ended["pages"] == (pages[-1] if pages else 0)
        assert ended["deliveries"] == 2 * sum(step.name == "alert sent" for step in one.steps)


def test_counts_agree_with_the_tables(two_days: TwoDays) -> None:
    stored = sum(one.report.articles_stored for one in (two_days.first, two_days.second))
    assert two_days.rows("select count(*) from articles") == [(stored,)]
    counted = two_days.rows(
        "select stage, sum(item_count)::bigint from run_outcomes where outcome = 'stored' "
        "and stage = 'entries' and reason = '' group by all"
    )
    assert counted == [("entries", two_days.rows("select count(*) from entries")[0][0])]
    delivered = two_days.rows("select sum(item_count)::bigint from run_outcomes where outcome = 'delivered'")
    assert delivered == two_days.rows("select count(*) from deliveries")


def test_the_ledger_knows_each_run_and_how_it_ended(two_days: TwoDays) -> None:
    with_third = two_days.again.sizes["runs"]
    assert with_third == 3
    assert {one.report.state for one in (two_days.first, two_days.second)} == {"completed with errors"}
