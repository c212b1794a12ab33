"""What is said and changed in the page: kept at once, whatever a writer does, and taken in by the next."""

import io
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import httpx
import pytest
from days import TwoDays, rows
from desks import Served, Visitor, frozen, served

from flows.demo import DAYS, morning_after
from monitor.model import FOREVER, Said
from monitor.run.holding import held
from monitor.run.ingest import ingest
from monitor.run.marking import mark
from monitor.run.sending import deliver
from monitor.store.inbox import Inbox, take_in
from monitor.web.screens.keyset import key_of, parted, place_of

NOW = morning_after(DAYS[-1])


def first_alert(page: str) -> str:
    found = re.search(r'action="/alerts/([^"]+)"', page)
    assert found
    return found[1]


def marks(workspace_file: Path, alert: str) -> list[str]:
    query = "select mark from alert_marks where alert_id = $id order by mark_number"
    return [word for (word,) in rows(workspace_file, query, id=alert)]


def pressed(page: str, alert: str, word: str) -> bool:
    part = page.split(f'id="a-{alert}"')[1].split("</article>")[0]
    return f'value="{word}"' in part and 'aria-pressed="true"' in part.split(f'value="{word}"')[1].split(">")[0]


def test_a_mark_shows_at_once_while_a_writer_has_the_warehouse_and_is_taken_in_later(
    changing: Served, visitor: Visitor
) -> None:
    workspace = changing.workspace
    alert = first_alert(visitor.see("/today/found"))
    with duckdb.connect(workspace.database):  # as a run does while it commits
        answer = visitor.send(f"/alerts/{alert}", say="noise")
        assert answer.status_code == 200
        assert pressed(visitor.see("/today/found"), alert, "noise")
        assert alert in visitor.see("/today/found?mark=noise")
        assert f"a-{alert}" not in visitor.see("/today/found?mark=open")
    ingest(workspace, NOW + timedelta(hours=1), out=io.StringIO())
    assert marks(workspace.snapshot, alert) == ["noise"]
    assert pressed(visitor.see("/today/found"), alert, "noise"), "the page went on to the new snapshot"
    ingest(workspace, NOW + timedelta(hours=2), out=io.StringIO())
    assert marks(workspace.database, alert) == ["noise"], "taken in once"
    assert not list(workspace.inbox.glob("*.json")), "let go of once it was published"
    assert rows(workspace.snapshot, "select said_by, what from said") == [("reader", "mark")]


def test_the_newest_word_counts_whether_it_was_said_by_page_or_command(changing: Served, visitor: Visitor) -> None:
    workspace = changing.workspace
    alert = first_alert(visitor.see("/today/found"))
    visitor.send(f"/alerts/{alert}", say="noise")
    mark(workspace, alert, "useful", NOW)
    assert marks(workspace.database, alert) == ["noise", "useful"]
    assert pressed(visitor.see("/today/found"), alert, "useful")


def test_a_story_is_muted_and_speaks_again(changing: Served, visitor: Visitor) -> None:
    workspace = changing.workspace
    alert = first_alert(visitor.see("/today/found?kind=new"))
    assert "Story muted" in visitor.send(f"/alerts/{alert}", say="mute").text
    deliver(workspace, NOW, out=io.StringIO())
    assert rows(workspace.database, "select subject, until_at from mutes") == [("story", None)]
    assert "Story muted" not in visitor.send(f"/alerts/{alert}", say="unmute").text


def test_a_watch_is_muted_for_some_days(changing: Served, visitor: Visitor) -> None:
    workspace = changing.workspace
    answer = visitor.send("/watches/shipbuilding/mute", say="mute", days="7")
    assert "let it speak" in answer.text
    (said,) = Inbox(workspace.inbox).waiting()
    assert said.until == NOW + timedelta(days=7)
    assert "muted" in visitor.see("/watches")
    assert "let it speak" not in visitor.send("/watches/shipbuilding/mute", say="unmute").text


def test_what_a_crash_repeats_is_taken_in_once(two_days: TwoDays, tmp_path: Path) -> None:
    copied = tmp_path / "news.duckdb"
    shutil.copy(two_days.workspace.database, copied)
    said = Said(
        change_id="0" * 32, said_by="kim", said_at=NOW, what="mute", subject="watch", subject_id="ipef", value=FOREVER
    )
    inbox = Inbox(tmp_path / "inbox")
    inbox.append(said)
    inbox.append(replace(said, change_id="1" * 32, said_at=NOW + timedelta(seconds=1), value=NOW.isoformat()))
    (tmp_path / "inbox" / "torn.json").write_text('{"change_id": ')
    with duckdb.connect(copied) as db:
        assert take_in(db, inbox.waiting()) == 2
        assert take_in(db, inbox.waiting()) == 0
        assert db.execute("select until_at is null from mutes order by mute_number").fetchall() == [(True,), (False,)]


def test_a_watch_is_changed_in_its_file_with_every_comment_kept(changing: Served, visitor: Visitor) -> None:
    path = changing.workspace.directory / "watches.toml"
    before = path.read_text(encoding="utf-8")
    query = next(one.query for one in changing.workspace.watches if one.name == "shipbuilding").strip()
    answer = visitor.send(
        "/watches", "/watches/shipbuilding", name="shipbuilding", query=f"{query} OR zirconate", before=query
    )
    assert answer.status_code == 200
    assert "Saved" in answer.text
    after = path.read_text(encoding="utf-8")
    assert "zirconate" in visitor.see("/watches/shipbuilding")
    assert [line for line in before.splitlines() if line.startswith("#")] == [
        line for line in after.splitlines() if line.startswith("#")
    ]
    assert _words(after.replace(" OR zirconate", "")) == _words(before)


def _words(text: str) -> str:
    """A file without its white space, and without how texts are quoted."""
    return re.sub(r"[\s'\"]+", "", text)


@pytest.mark.parametrize(
    ("query", "reason"), [("(shipyard", "^"), ("shipyard NEAR", "NEAR"), ("@nobody", "nobody"), ("fish", "must")]
)
def test_a_query_that_no_run_would_take_is_refused_with_its_reason_and_kept_in_the_form(
    changing: Served, visitor: Visitor, query: str, reason: str
) -> None:
    path = changing.workspace.directory / "watches.toml"
    before = path.read_bytes()
    name = "alaska-lng"
    was = next(one.query for one in changing.workspace.watches if one.name == name)
    answer = visitor.send("/watches", f"/watches/{name}", name=name, query=query, before=was)
    assert answer.status_code == 400
    assert query in answer.text
    assert path.read_bytes() == before


def test_a_watch_that_somebody_changed_meanwhile_is_not_written_over(changing: Served, visitor: Visitor) -> None:
    answer = visitor.send("/watches", "/watches/ipef", name="ipef", query="IPEF", before="what it was last week")
    assert answer.status_code == 400
    assert "changed meanwhile" in answer.text


def test_a_new_watch_is_written_shown_and_looked_for(changing: Served, visitor: Visitor) -> None:
    query = "title:관세 AND (\"steel\" OR '철강')"
    assert (
        visitor.send("/watches", "/watches/new", name="철강-관세", query="title:관세 AND (steel OR 철강)").status_code
        == 200
    )
    assert "철강-관세" in visitor.see("/watches")
    assert visitor.send("/watches", "/watches/new", name="철강-관세", query="철강").status_code == 400, (
        "it is there already"
    )
    assert visitor.send("/watches", "/watches/new", name="Not A Name", query=query).status_code == 400
    ingest(frozen(changing.workspace.directory), NOW + timedelta(hours=1), out=io.StringIO())
    assert rows(changing.workspace.database, "select is_active from watches where watch_id = '철강-관세'") == [(True,)]


def test_a_feed_is_added_by_its_address_once(changing: Served, visitor: Visitor) -> None:
    path = changing.workspace.directory / "feeds.toml"
    fields = {"url": "https://quay.example/rss", "name": "Quay", "language": "en", "country": "kr"}
    assert "Quay" in visitor.send("/feeds", "/feeds", **fields).text
    assert path.read_text(encoding="utf-8").startswith("# Our feeds.\n")
    assert "Quay" in visitor.see("/feeds/health")
    again = visitor.send("/feeds", "/feeds", **fields)
    assert again.status_code == 400
    assert "listed already" in again.text
    assert visitor.send("/feeds", "/feeds", **fields | {"url": "ftp://x"}).status_code == 400


def test_watches_and_feeds_are_changed_at_once_while_a_run_is_at_work(changing: Served, visitor: Visitor) -> None:
    workspace = changing.workspace
    quay = {"url": "https://quay.example/rss", "name": "Quay", "language": "en", "country": "kr"}
    query = next(one.query for one in workspace.watches if one.name == "shipbuilding").strip()
    changed = {"name": "shipbuilding", "query": f"{query} OR zirconate", "before": query}
    with held(workspace), duckdb.connect(workspace.database):  # as a run does while it commits
        assert visitor.send("/watches", "/watches/new", name="zinc", query="zinc").status_code == 200
        assert "/watches/zinc" in visitor.see("/watches")
        assert "Saved" in visitor.send("/watches", "/watches/shipbuilding", **changed).text
        assert "zirconate" in visitor.see("/watches/shipbuilding")
        assert "Quay" in visitor.send("/feeds", "/feeds", **quay).text
        assert "Quay" in visitor.see("/feeds/health")
        assert "Removed" in visitor.send("/feeds/remove", "/feeds", url=quay["url"]).text
    written = frozen(workspace.directory)
    assert {"zinc"} == {one.name for one in written.watches} - {one.name for one in workspace.watches}
    assert written.feeds == workspace.feeds
    ingest(written, NOW + timedelta(hours=1), out=io.StringIO())
    assert rows(workspace.database, "select is_active from watches where watch_id = 'zinc'") == [(True,)]


def test_files_that_are_broken_by_hand_are_told_of_and_the_page_goes_on(changing: Served, visitor: Visitor) -> None:
    path = changing.workspace.directory / "watches.toml"
    good = path.read_bytes()
    path.write_bytes(good + b"\n[[watch]\n")
    page = visitor.see("/watches")
    assert "faulty" in page
    assert "watches.toml:" in page
    assert "shipbuilding" in page
    path.write_bytes(good)
    assert "faulty" not in visitor.see("/watches")


def test_a_page_goes_on_behind_the_last_row_whatever_came_in_meanwhile() -> None:
    rows_shown, last = parted([NOW, NOW - timedelta(1), NOW - timedelta(2)], 2)
    assert last == rows_shown[-1]
    assert parted([NOW], 2) == ([NOW], None)
    assert place_of(key_of(NOW, "관세 | x")) == (NOW, "관세 | x")


def test_lists_have_every_row_once_over_all_their_pages(changing: Served) -> None:
    found, path = [], "/api/alerts?limit=7"
    while path:
        page = httpx.get(changing.url + path).json()
        found += [one["alert_id"] for one in page["items"]]
        path = page["next"]
    known = [name for (name,) in rows(changing.workspace.snapshot, "select alert_id from alerts where state != 'held'")]
    assert sorted(found) == sorted(known)


def test_a_new_watch_is_the_first_of_the_list_at_once(changing: Served, visitor: Visitor) -> None:
    visitor.send("/watches", "/watches/new", name="zinc", query="zinc", priority="high")
    page = visitor.see("/watches")
    assert page.index("/watches/zinc") < page.index("/watches/alaska-lng")
    assert "zinc" in [one["name"] for one in httpx.get(f"{changing.url}/api/watches").json()["items"]]
    assert "zinc" in visitor.see("/"), "the filter of Today has it"


def test_a_feed_is_removed_and_its_entries_stay(two_days: TwoDays, tmp_path: Path) -> None:
    directory = tmp_path / "workspace"
    shutil.copytree(two_days.workspace.directory, directory)
    path = directory / "feeds.toml"
    path.write_text("# Ours.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with served(frozen(directory)) as running, httpx.Client(
        base_url=running.url, follow_redirects=True, timeout=30
    ) as client:
        visitor, feed = Visitor(client), running.workspace.feeds[0]
        feed_id = rows(running.workspace.snapshot, "select feed_id from feeds where url = $url", url=feed.url)[0][0]
        page = f"/feeds/{feed_id}"
        snapshot, given = running.workspace.snapshot, "select title from articles where feed_id = $feed"
        titles = {title for (title,) in rows(snapshot, given, feed=feed_id)}
        assert titles
        assert "Remove this feed" in visitor.see(page)
        assert "Removed" in visitor.send("/feeds/remove", page, url=feed.url).text
        assert feed.url not in path.read_text(encoding="utf-8")
        assert path.read_text(encoding="utf-8").startswith("# Ours.\n")
        assert page not in visitor.see("/feeds/health")
        assert "Remove this feed" not in visitor.see(page)
        assert {title for (title,) in rows(snapshot, given, feed=feed_id)} == titles
        assert any(escape(title, quote=False) in visitor.see(page) for title in titles)
        assert visitor.send("/feeds/remove", "/feeds", url=feed.url).status_code == 400


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a site with one feed, which its front page links to."""
    folder = tmp_path / "site"
    folder.mkdir()
    link = '<link rel="alternate" type="application/rss+xml" href="/desk.xml">'
    (folder / "index.html").write_text(f"<html><head>{link}</head></html>", encoding="utf-8")
    item = "<item><title>Steel</title><link>https://a.example/1</link></item>"
    feed = f"<rss version='2.0'><channel><title>Desk &lt;b&gt;</title>{item}</channel></rss>"
    (folder / "desk.xml").write_text(feed, encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_feeds_are_found_at_the_address_of_a_site(visitor: Visitor, site: str) -> None:
    page = visitor.send("/feeds/discover", url=site).text
    assert "Feeds found" in page
    assert f'value="{site}desk.xml"' in page
    assert "<b>" not in page
    assert visitor.send("/feeds", url=f"{site}desk.xml", name="Desk", language="").status_code == 200
    assert "listed</span>" in visitor.send("/feeds/discover", url=site).text
    assert visitor.send("/feeds/discover", url="http://[").status_code == 400
    assert visitor.send("/feeds/discover", url=f"{site}nowhere").status_code == 400
