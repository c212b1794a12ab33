"""Who may come in, and that nobody else does: hosts, forms, logins, sessions, lock-out, proxies, paths."""

import base64
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from days import TwoDays
from desks import Served, frozen, served
from fastapi.routing import APIRoute

from monitor.store.accounts import FAILURES, Accounts
from monitor.web.app import _SCREENS
from monitor.web.gate import COOKIE
from monitor.web.passwords import hashed, is_right
from monitor.web.screens.login import _own
from monitor.web.screens.search import inert

PASSWORD = "correct horse battery"  # noqa: S105
NOW = datetime(2025, 4, 23, 6, 17, tzinfo=UTC)


@contextmanager
def visiting(url: str, **options: object) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, **options) as client:  # type: ignore[arg-type]
        yield client


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def directory(two_days: TwoDays, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied = tmp_path_factory.mktemp("guarded") / "workspace"
    shutil.copytree(two_days.workspace.directory, copied)
    Accounts(copied / "desk.sqlite").add("kim", hashed(PASSWORD), NOW)
    return copied


@pytest.fixture(scope="module")
def guarded(directory: Path) -> Iterator[Served]:
    """A page as others reach it: it listens on all addresses, and so asks for a login."""
    with served(frozen(directory), host="0.0.0.0") as running:
        yield running


def log_in(client: httpx.Client, password: str = PASSWORD, name: str = "kim") -> httpx.Response:
    token = csrf(client.get("/login").text)
    return client.post("/login", data={"name": name, "password": password, "csrf": token})


# --- names in Host ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "10.0.0.1", "[::"]
)
def test_a_name_that_is_not_ours_gets_nothing(desk: Served, host: str) -> None:
    answer = httpx.get(f"{desk.url}/", headers={"Host": host})
    assert answer.status_code in (400, 421)
    assert "korea" not in answer.text.lower()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]"])
def test_names_of_this_machine_are_ours(desk: Served, host: str) -> None:
    assert httpx.get(f"{desk.url}/runs", headers={"Host": host}).status_code == 200


# --- what a browser may do -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/search/found?q=tariff", "/nowhere", "/static/desk.js", "/api/alerts", "/sql.csv?q=select+1"]
)
def test_every_answer_forbids_scripts_of_others_and_frames(desk: Served, path: str) -> None:
    headers = httpx.get(desk.url + path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_no_page_has_a_script_style_or_handler_of_its_own() -> None:
    folder = Path(__file__).parents[2] / "monitor" / "web" / "templates"
    for template in folder.glob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:|\|\s*safe", text), (
            template.name
        )


# --- forms -----------------------------------------------------------------------------------------------

CHANGES = (
    ("/watches", {"name": "planted", "query": "planted"}),
    ("/watches/shipbuilding/mute", {"say": "mute", "days": "1"}),
    ("/feeds", {"url": "https://planted.example/feed", "name": "Planted"}),
    ("/feeds/discover", {"url": "https://planted.example/"}),
    ("/feeds/remove", {"url": "https://planted.example/feed"}),
    ("/watches/shipbuilding/remove", {}),
    ("/alerts/0123456789abcdef", {"say": "noise"}),
    ("/login", {"name": "kim", "password": "guessed"}),
    ("/logout", {}),
)


def test_every_form_of_the_page_is_among_those_tried_without_a_token() -> None:
    taken = {
        route.path_regex
        for screen in _SCREENS
        for route in screen.router.routes
        if isinstance(route, APIRoute) and "POST" in route.methods
    }
    assert len(taken) >= 9
    untried = [one.pattern for one in taken if not any(one.fullmatch(path) for path, _ in CHANGES)]
    assert untried == []


@pytest.mark.parametrize(("path", "fields"), CHANGES)
@pytest.mark.parametrize("token", [None, "", "0" * 64, "é" * 10])
def test_a_form_without_the_sessions_token_changes_nothing(
    desk: Served, path: str, fields: dict[str, str], token: str | None
) -> None:
    before = {name: (desk.workspace.directory / name).read_bytes() for name in ("watches.toml", "feeds.toml")}
    with visiting(desk.url) as client:
        client.get("/")
        answer = client.post(path, data=fields | ({} if token is None else {"csrf": token}))
    assert answer.status_code == 403
    assert before == {name: (desk.workspace.directory / name).read_bytes() for name in before}


def test_a_token_of_another_session_does_not_count(desk: Served) -> None:
    with visiting(desk.url) as one, visiting(desk.url) as other:
        token = csrf(one.get("/feeds").text)
        other.get("/")
        assert other.post("/feeds", data={**CHANGES[2][1], "csrf": token}).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_sent_from_elsewhere_does_not_count_even_with_the_token(desk: Served, headers: dict[str, str]) -> None:
    with visiting(desk.url) as client:
        token = csrf(client.get("/feeds").text)
        assert client.post("/feeds", data={**CHANGES[2][1], "csrf": token}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/", "/alerts.atom", "/healthz", "/api/alerts", "/static/desk.js", "/nowhere"])
def test_head_is_answered_as_get_without_the_body(desk: Served, path: str) -> None:
    head, whole = httpx.head(desk.url + path), httpx.get(desk.url + path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_no_other_method_does_anything(desk: Served, method: str) -> None:
    assert httpx.request(method, f"{desk.url}/watches/shipbuilding").status_code in (403, 405)


# --- paths -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fmonitor.toml", "/static//etc/passwd",
        "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd", "/articles/..%2f..%2fmonitor.toml",
        "/static/..\\app.py", "/alerts/%00", "/stories/%F0%9F%92%A9", "/topics/'; drop table articles; --",
        "/feeds/1' or '1'='1", "/runs/../../monitor.toml", "/?before=AAAA", "/runs?before=%00", "/?watch=' or 1=1 --",
    ],
)  # fmt: skip
def test_no_path_or_parameter_leads_out_of_the_page(desk: Served, path: str) -> None:
    answer = httpx.get(desk.url + path)
    assert answer.status_code in (200, 404, 422)
    assert "root:" not in answer.text
    assert "Traceback" not in answer.text
    assert "channels" not in answer.text


# --- logins ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/sql/result?q=select+1", "/watches/shipbuilding", "/search.csv?q=tariff", "/nowhere"]
)
def test_from_elsewhere_a_login_comes_first(guarded: Served, path: str) -> None:
    answer = httpx.get(guarded.url + path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


@pytest.mark.parametrize(
    "path", ["/api/alerts", "/alerts.atom", "/stories.json", "/calendar.ics", "/metrics", "/api/openapi.json"]
)
def test_programs_log_in_by_http_basic(guarded: Served, path: str) -> None:
    refused = httpx.get(guarded.url + path)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic ")
    assert httpx.get(guarded.url + path, headers={"Authorization": "Basic !!"}).status_code == 401
    assert httpx.get(guarded.url + path, auth=("kim", PASSWORD)).status_code == 200


def test_a_wrong_password_opens_nothing_and_a_right_one_only_what_is_for_programs(guarded: Served) -> None:
    assert httpx.get(f"{guarded.url}/api/alerts", auth=("kim", "wrong password")).status_code == 401
    assert httpx.get(f"{guarded.url}/", auth=("kim", PASSWORD)).status_code == 303, "people log in at the form"


def test_a_login_opens_the_page_and_a_logout_closes_it(guarded: Served) -> None:
    with visiting(guarded.url) as client:
        assert log_in(client).status_code == 303
        page = client.get("/")
        assert page.status_code == 200
        assert "kim" in page.text
        kept = client.cookies[COOKIE]
        assert client.post("/logout", data={"csrf": csrf(page.text)}).status_code == 303
        client.cookies.set(COOKIE, kept)
        assert client.get("/").status_code == 303, "the session has ended on the server too"


def test_a_session_that_was_planted_before_the_login_is_worth_nothing_after_it(guarded: Served) -> None:
    planted = "A" * 43
    with visiting(guarded.url, cookies={COOKIE: planted}) as victim:
        assert log_in(victim).status_code == 303
    assert httpx.get(f"{guarded.url}/", cookies={COOKIE: planted}).status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(guarded: Served) -> None:
    with visiting(guarded.url) as client:
        written = log_in(client).headers["set-cookie"].lower()
    assert "httponly" in written
    assert "samesite=lax" in written
    assert "path=/" in written


def test_a_login_leads_nowhere_else_afterwards() -> None:
    away = [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil",
        "/a\nb",
        "",
        "\\\\e",
    ]
    assert [_own(address) for address in away] == ["/"] * len(away)
    assert _own("/watches/steel-quota?saved=1") == "/watches/steel-quota?saved=1"


def test_failed_logins_lock_the_name_out_even_for_the_right_password(guarded: Served, directory: Path) -> None:
    Accounts(directory / "desk.sqlite").add("lee", hashed(PASSWORD), NOW)
    with visiting(guarded.url) as client:
        codes = [log_in(client, "wrong password", "lee").status_code for _ in range(FAILURES)]
        assert codes == [401] * FAILURES
        locked = log_in(client, PASSWORD, "lee")
        assert locked.status_code == 429
        assert "minutes" in locked.text
        assert log_in(client).status_code == 303, "other accounts are not locked out"


def test_a_lock_ends_by_itself(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "desk.sqlite")
    for minute in range(FAILURES):
        accounts.failed("kim|10.0.0.1", NOW + timedelta(minutes=minute))
    assert accounts.locked_until("kim|10.0.0.1", NOW + timedelta(minutes=5)) == NOW + timedelta(minutes=15)
    assert accounts.locked_until("kim|10.0.0.2", NOW + timedelta(minutes=5)) is None
    assert accounts.locked_until("kim|10.0.0.1", NOW + timedelta(minutes=16)) is None


def test_sessions_end_by_time_by_a_new_password_and_with_the_account(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "desk.sqlite")
    accounts.add("kim", hashed(PASSWORD), NOW)
    token = accounts.open_session("kim", NOW, timedelta(hours=1))
    assert accounts.user_of(token, NOW + timedelta(minutes=59)) == "kim"
    assert accounts.user_of(token, NOW + timedelta(minutes=61)) is None
    accounts.add("kim", hashed(PASSWORD + "!"), NOW)
    assert accounts.user_of(token, NOW) is None
    token = accounts.open_session("kim", NOW, timedelta(hours=1))
    accounts.remove("kim")
    assert accounts.user_of(token, NOW) is None


def test_neither_passwords_nor_tokens_are_kept_as_they_are(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "desk.sqlite")
    accounts.add("kim", hashed(PASSWORD), NOW)
    token = accounts.open_session("kim", NOW, timedelta(hours=1))
    kept = accounts.path.read_bytes()
    assert PASSWORD.encode() not in kept
    assert token.encode() not in kept
    assert b"$argon2id$" in kept
    assert accounts.path.stat().st_mode & 0o077 == 0
    assert is_right(PASSWORD, accounts.hash_of("kim"))
    assert not is_right("nobody has this password", None)


# --- a proxy in front ------------------------------------------------------------------------------------


def test_a_proxy_is_believed_only_where_it_is_trusted(directory: Path) -> None:
    asked = {"MONITOR_WEB__USER_HEADER": "X-Forwarded-User", "MONITOR_WEB__HOSTS": '["desk.example.org"]'}
    says = {"X-Forwarded-User": "park", "Host": "desk.example.org"}
    with served(frozen(directory, asked), asked) as untrusting:
        assert httpx.get(f"{untrusting.url}/", headers=says).status_code == 303
    trusting = asked | {"MONITOR_WEB__TRUSTED_PROXIES": '["127.0.0.1/32"]'}
    with served(frozen(directory, trusting), trusting) as running:
        assert httpx.get(f"{running.url}/", headers=says).status_code == 200
        assert httpx.get(f"{running.url}/").status_code == 303, "without the header there is no login"
        secure = httpx.get(f"{running.url}/", headers=says | {"X-Forwarded-Proto": "https"}).headers["set-cookie"]
        assert "secure" in secure.lower()


# --- downloads -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://evil.example")'])
def test_a_spreadsheet_takes_no_cell_of_a_feed_for_a_formula(cell: str) -> None:
    assert str(inert(cell)).startswith("'")
    assert inert("관세 -25%") == "관세 -25%"
    assert inert(-5) == -5


def test_basic_credentials_are_not_written_anywhere(guarded: Served, capfd: pytest.CaptureFixture[str]) -> None:
    given = base64.b64encode(f"kim:{PASSWORD}".encode()).decode()
    httpx.get(f"{guarded.url}/api/alerts", headers={"Authorization": f"Basic {given}"})
    told = "".join(capfd.readouterr())
    assert PASSWORD not in told
    assert given not in told
