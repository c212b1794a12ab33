"""feeds.toml edited by a command: what is not meant stays, byte for byte, and a fault changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import feeds_toml, init_workspace, load_workspace
from monitor.config.editing import add_feeds, fitted, remove_feeds
from monitor.errors import ConfigError
from monitor.model import Feed
from monitor.watch import check_query

ONE, TWO, THREE = (Feed(url=f"https://e.com/{n}", name=f"신문 {n}", tags=("a", "나")) for n in (1, 2, 3))


@pytest.fixture
def desk(tmp_path):
    init_workspace(tmp_path, feeds=(ONE, TWO))
    return tmp_path


def listed(directory):
    return load_workspace(directory, check_query=check_query, environ={}).feeds


def test_what_is_added_and_removed_again_leaves_the_rest_as_it_was(desk):
    before = (desk / "feeds.toml").read_bytes()
    add_feeds(desk, (THREE,))
    assert listed(desk) == (ONE, TWO, THREE)
    remove_feeds(desk, {TWO.url})
    assert listed(desk) == (ONE, THREE)
    remove_feeds(desk, {THREE.url})
    add_feeds(desk, (TWO,))
    assert (desk / "feeds.toml").read_bytes().split() == before.split()


def test_a_heading_below_a_removed_feed_stays(desk):
    (desk / "feeds.toml").write_text(f"{feeds_toml((ONE,))}\n# Press\n{feeds_toml((TWO,))}", encoding="utf-8")
    remove_feeds(desk, {ONE.url})
    assert "\n# Press\n" in (desk / "feeds.toml").read_text(encoding="utf-8")
    assert listed(desk) == (TWO,)


@pytest.mark.parametrize("text", ["", "\ufeff", "# Mine", "\r\n# Mine\r\n"])
def test_any_beginning_and_line_break_is_kept(desk, text):
    (desk / "feeds.toml").write_bytes(text.encode())
    add_feeds(desk, (ONE, TWO))
    written = (desk / "feeds.toml").read_bytes()
    assert written.startswith(text.encode())
    assert listed(desk) == (ONE, TWO)
    if "\r\n" in text:
        assert written.count(b"\n") == written.count(b"\r\n")
    remove_feeds(desk, {ONE.url})
    assert listed(desk) == (TWO,)


def test_a_fault_leaves_the_file_and_nothing_beside_it(desk):
    before, beside = (desk / "feeds.toml").read_bytes(), set(desk.iterdir())
    with pytest.raises(ConfigError, match="again"):
        add_feeds(desk, (ONE,))
    assert (desk / "feeds.toml").read_bytes() == before
    assert set(desk.iterdir()) == beside


def test_a_list_written_in_brackets_is_left_alone(desk):
    text = f'feed = [{{url = "{ONE.url}", name = "a"}}, {{url = "{TWO.url}", name = "b"}}]\n'
    (desk / "feeds.toml").write_text(text, encoding="utf-8")
    for edit in (lambda: remove_feeds(desk, {ONE.url}), lambda: add_feeds(desk, (THREE,))):
        with pytest.raises(ConfigError, match=r"below a line \[\[feed\]\]"):
            edit()
    assert (desk / "feeds.toml").read_text(encoding="utf-8") == text


def test_a_link_stays_a_link_and_its_file_keeps_its_mode(desk):
    there = desk / "elsewhere.toml"
    (desk / "feeds.toml").rename(there)
    there.chmod(0o640)
    (desk / "feeds.toml").symlink_to(there)
    add_feeds(desk, (THREE,))
    assert (desk / "feeds.toml").is_symlink()
    assert there.stat().st_mode & 0o777 == 0o640
    assert listed(desk) == (ONE, TWO, THREE)


TEXT = st.text(max_size=250)


@given(st.builds(Feed, url=st.just("https://e.com/1"), name=TEXT, language=TEXT, country=TEXT, tags=st.tuples(TEXT)))
def test_whatever_is_fitted_can_be_listed(tmp_path_factory, feed):
    fit = fitted(feed)
    if isinstance(fit, str):
        assert fit.startswith("name: ")
        return
    directory = tmp_path_factory.mktemp("desk")
    init_workspace(directory, feeds=())
    add_feeds(directory, (fit,))
    assert listed(directory) == (fit,)
