"""The deployments on a real server and a real process worker: fired, cancelled, killed, and read back over the API.

One server for all of it, in the order of the file: the run killed in the middle is looked at again at the end, once
the automation has had the time to notice.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError

import pytest
from days import make_workspace, rows
from ground import EVERYTHING, PAGES, ROOT, WATCHES, Ground, HeldOutlet, Killed, descendants, is_whole, stored
from outlet import follow, paragraphs
from outlet import run as make_a_pass
from prefect_api import ask, until

from flows.options import IngestOptions
from flows.server import LocalServer
from monitor.display import in_markdown
from monitor.run.doctor import examine

pytestmark = pytest.mark.slow

GONE = "Gone [here](https://evil.example) <b>now</b> `x` | y"
LONG_LOOK = 90_000  # milliseconds; a busy machine is no fault
CHROMIUM = shutil.which("chromium")
QUIET_BROWSER = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="module")
def ground(tmp_path_factory, clean_environ) -> Iterator[Ground]:
    home = tmp_path_factory.mktemp("prefect")
    settings = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        patch.delenv("PREFECT_API_URL", raising=False)
        with LocalServer(home / "server.log") as server:
            made = Ground(server.api_url, clean_environ | settings | {"PREFECT_API_URL": server.api_url}, home)
            made.prefect("work-pool", "create", "--type", "process", "trade-news")
            made.prefect("deploy", "--all")
            subprocess.run([sys.executable, "-m", "flows.automations"], cwd=ROOT, env=made.environ, check=True)
            made.deployments = {one["name"]: one["id"] for one in ask(f"{made.api}/deployments/filter", {})}
            yield made


@pytest.fixture(scope="module")
def lasting() -> Iterator[HeldOutlet]:
    """The outlet of the run that is killed, and of the one that completes its work."""
    with HeldOutlet() as serving:
        yield serving
        serving.may_answer.set()


@pytest.fixture
def outlet() -> Iterator[HeldOutlet]:
    with HeldOutlet() as serving:
        yield serving
        serving.may_answer.set()


def test_the_four_deployments_are_on_the_server_with_one_run_each_and_a_schedule(ground):
    found = {one["name"]: one for one in ask(f"{ground.api}/deployments/filter", {})}
    assert set(found) == {"ingest", "deliver", "digest", "upkeep"}
    for one in found.values():
        (schedule,) = one["schedules"]
        assert schedule["active"]
        # From here on only what a test asks for is run.
        at = f"{ground.api}/deployments/{one['id']}/schedules/{schedule['id']}"
        ask(at, {"active": False}, "PATCH")
        assert one["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
        assert one["global_concurrency_limit"]["limit"] == 1


def test_the_doctor_finds_the_server_and_what_is_deployed_there(ground, tmp_path):
    workspace = make_workspace(tmp_path, [])
    asked = {"PREFECT_API_URL": ground.api}
    (server,) = [one for one in examine(workspace.directory, datetime.now(UTC), asked) if one.about == "server"]
    assert (server.level, server.todo) == ("ok", ""), server.says
    assert f"{ground.api}, 4 deployments" in server.says


@pytest.mark.parametrize("options", [{"wait_seconds": 3601}, {"wait_seconds": -1}, {"everything": "perhaps"}, {"a": 1}])
def test_options_out_of_bounds_are_refused_before_anything_starts(ground, options):
    with pytest.raises(HTTPError, match=r"409|422"):
        ground.start("ingest", Path("anywhere"), **options)


def test_a_schedule_fires_and_the_run_leaves_articles_artifacts_and_events(ground, tmp_path, outlet):
    outlet.may_answer.set()
    workspace = follow(outlet, tmp_path / "desk", WATCHES)
    with (tmp_path / "desk" / "feeds.toml").open("a") as feeds:
        feeds.write(f'[[feed]]\nname = "{GONE}"\nurl = "{outlet.url("/gone")}"\n')
    outlet.status["/gone"] = 410
    ground.automate("monitor.alert.raised", {"monitor.watch": "steel"})
    ground.automate("monitor.feed.silent", {"prefect.resource.name": "Gone*"})
    schedule = ground.schedule("ingest", 10, workspace.directory)
    with ground.worker("first"):
        fired = {
            "flow_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}},
            "deployments": {"name": {"any_": ["ingest"]}},
        }
        run = until(lambda: ask(f"{ground.api}/flow_runs/filter", fired), "a scheduled run")[0]
        ground.unschedule("ingest", schedule)
        running = {"flow_runs": {"state": {"type": {"any_": ["PENDING", "RUNNING"]}}}}
        until(lambda: not ask(f"{ground.api}/flow_runs/filter", running), "the last of its runs")
    ground.reported = run["id"]
    assert run["auto_scheduled"]
    assert run["state"]["name"] == "CompletedWithErrors", run["state"]
    assert stored(workspace.snapshot) == EVERYTHING

    left = ground.artifacts(run["id"])
    assert {key: one["type"] for key, one in left.items()} == {
        "ingest-report": "markdown", "ingest-feeds": "table", "ingest-progress": "progress"
    }  # fmt: skip
    assert left["ingest-report"]["data"].startswith("## Run completed")
    fed = [(row["feed"], row["outcome"], row["entries"]) for row in json.loads(left["ingest-feeds"]["data"])]
    assert sorted(fed) == [(in_markdown(GONE), "rejected", 0), ("Outlet", "stored", PAGES)]
    assert left["ingest-progress"]["data"] == 100.0

    told = rows(workspace.snapshot, "select alert_id from alerts where state != 'held'")
    alerts = {f"monitor.alert.{one}" for (one,) in told}
    until(lambda: alerts <= {one["resource"]["prefect.resource.id"] for one in ground.events("monitor.alert.raised")},
          "its events")  # fmt: skip
    raised = [one for one in ground.events("monitor.alert.raised") if one["resource"]["prefect.resource.id"] in alerts]
    assert {one["payload"]["watch"] for one in raised if one["payload"]["kind"] == "new"} == {"steel"}
    flow_run = {"prefect.resource.role": "flow-run", "prefect.resource.id": f"prefect.flow-run.{run['id']}"}
    assert any(flow_run.items() <= related.items() for one in raised for related in one["related"])


@pytest.mark.parametrize(("event", "count"), [("monitor.alert.raised", PAGES), ("monitor.feed.silent", 1)])
def test_an_automation_acts_on_alerts_and_on_feeds_fallen_silent(ground, event, count):
    assert ground.reported, "the run of the test above"
    acted = until(lambda: ground.started_by(event), f"runs started by {event}")
    assert len(acted) <= count, "no event is acted on twice, and no other"
    for one in acted:
        assert (one["deployment_id"], one["created_by"]["type"]) == (ground.deployments["ingest"], "AUTOMATION")
        assert one["parameters"] == {"options": {"everything": True}}


def test_after_an_outage_one_run_makes_up_for_all_and_says_which_time_it_covers(ground, tmp_path, outlet):
    workspace = follow(outlet, tmp_path / "desk", WATCHES)
    outlet.may_answer.set()
    make_a_pass(workspace, datetime.now(UTC) - timedelta(days=2))
    outlet.may_answer.clear()
    outlet.put(f"/{PAGES - 1}", "Steel duties, what came meanwhile", paragraphs("Meanwhile"))
    outlet.notes[f"/{PAGES - 1}"] = "It came meanwhile."
    schedule = ground.schedule("ingest", 10, workspace.directory)
    missed = until(lambda: (late := ground.runs_in(workspace.directory, name="Late"))[2:] and late, "three late runs")
    with ground.worker("recovering"):
        assert outlet.is_asked.wait(100)
        until(lambda: not ground.runs_in(workspace.directory, name="Late"), "the late runs to be seen to")
        ground.unschedule("ingest", schedule)
        until(lambda: not ground.runs_in(workspace.directory, type="SCHEDULED"), "the coming runs to be taken away")
        until(lambda: not ground.runs_in(workspace.directory, type="PENDING"), "the others to be turned away")
        outlet.may_answer.set()
        ended = [ground.ended(one["id"]) for one in ground.runs_in(workspace.directory)]
    assert {one["id"] for one in missed} <= {one["id"] for one in ended}
    assert sorted(one["state"]["type"] for one in ended) == ["CANCELLED"] * (len(ended) - 1) + ["COMPLETED"]
    (made_up,) = [one for one in ended if one["state"]["type"] == "COMPLETED"]
    two_days_ago = (datetime.now(UTC) - timedelta(days=2)).astimezone(workspace.settings.reader.zone)
    assert f"Covers {two_days_ago:%Y-%m-%d}" in made_up["state"]["message"]
    assert "Covers" in ground.artifacts(made_up["id"])["ingest-report"]["data"]


def test_a_cancelled_run_leaves_the_warehouse_whole_and_the_next_completes_the_work(ground, tmp_path, outlet):
    workspace = follow(outlet, tmp_path / "desk", WATCHES)
    with ground.worker("second"):
        first = ground.start("ingest", workspace.directory, everything=True)
        assert outlet.is_asked.wait(100)
        newcomer = ground.ended(ground.start("ingest", workspace.directory, everything=True))
        assert newcomer["state"]["type"] == "CANCELLED", newcomer["state"]
        ask(f"{ground.api}/flow_runs/{first}/set_state", {"state": {"type": "CANCELLING", "name": "Cancelling"}})
        assert ground.ended(first)["state"]["type"] == "CANCELLED"
        outlet.may_answer.set()
        is_whole(workspace.database)
        assert stored(workspace.database) != EVERYTHING
        after = ground.ended(ground.start("ingest", workspace.directory, everything=True))
        assert after["state"]["name"] == "Completed", after["state"]
    is_whole(workspace.database)
    assert stored(workspace.database) == EVERYTHING


def test_a_worker_killed_with_its_run_leaves_the_warehouse_whole(ground, lasting, tmp_path_factory):
    workspace = follow(lasting, tmp_path_factory.mktemp("killed") / "desk", WATCHES)
    with ground.worker("third") as working:
        run = ground.start("ingest", workspace.directory, everything=True)
        assert lasting.is_asked.wait(100)
        for process in (*descendants(working.pid), working.pid):
            os.kill(process, signal.SIGKILL)
        working.wait(30)
    lasting.may_answer.set()
    is_whole(workspace.database)
    assert stored(workspace.database) != EVERYTHING
    assert ground.run(run)["state"]["type"] == "RUNNING", "nobody is left to say otherwise"
    ground.killed = Killed(run=run, workspace=workspace)


def test_sending_the_digest_and_the_upkeep_run_as_deployments_of_their_own(ground, tmp_path, outlet):
    outlet.may_answer.set()
    workspace = follow(outlet, tmp_path / "desk", WATCHES)
    make_a_pass(workspace, datetime.now(UTC))
    with ground.worker("fourth"):
        names = ("deliver", "digest", "upkeep")  # at once: they wait for each other
        begun = {name: ground.start(name, workspace.directory, wait_seconds=100) for name in names}
        ended = {name: ground.ended(one) for name, one in begun.items()}
    assert {name: one["state"]["name"] for name, one in ended.items()} == dict.fromkeys(begun, "Completed"), ended
    assert "backup" in ended["upkeep"]["state"]["message"]
    assert "Checks" in ground.artifacts(begun["upkeep"])["upkeep-report"]["data"]
    assert list(workspace.backups.iterdir())
    assert "daily digest" in (workspace.directory / "alerts.jsonl").read_text("utf-8")
    is_whole(workspace.database)


@pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="needs Debian's chromium")
def test_prefect_s_page_shows_deployments_reports_and_the_form_of_options_in_a_browser(ground, tmp_path):
    from playwright.sync_api import expect, sync_playwright

    page_of = ground.api.removesuffix("/api")
    expect.set_options(timeout=LONG_LOOK)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET_BROWSER)
        page = browser.new_page(viewport={"width": 1400, "height": 1600})
        page.set_default_timeout(LONG_LOOK)
        page.goto(f"{page_of}/deployments")
        for name in ground.deployments:
            expect(page.get_by_role("link", name=name, exact=True).first).to_be_visible()
        report = ground.artifacts(ground.reported)["ingest-report"]
        page.goto(f"{page_of}/artifacts/artifact/{report['id']}")
        expect(page.get_by_role("heading", name="Run completed")).to_be_visible()
        expect(page.get_by_role("cell", name="pages", exact=True)).to_be_visible()
        expect(page.get_by_text(f"{GONE}: rejected", exact=False).first).to_be_visible()
        page.screenshot(path=tmp_path / "report.png")
        feeds = ground.artifacts(ground.reported)["ingest-feeds"]
        page.goto(f"{page_of}/artifacts/artifact/{feeds['id']}")
        expect(page.get_by_text("Outlet", exact=True).first).to_be_visible()
        expect(page.get_by_text(GONE, exact=True).first).to_be_visible()
        assert page.get_by_role("link", name="here").count() == 0

        page.goto(f"{page_of}/deployments/deployment/{ground.deployments['ingest']}/run")
        expect(page.get_by_role("heading", name="Parameters")).to_be_visible()
        for says in IngestOptions.model_fields.values():
            expect(page.get_by_text(says.description, exact=True)).to_be_visible()
        page.get_by_role("switch").click()
        wait = page.get_by_role("spinbutton")
        for seconds in ("4000", "100"):
            wait.fill(seconds)
            wait.press("Tab")
            page.get_by_role("button", name="Submit", exact=True).click()
            if seconds == "4000":
                expect(page.get_by_text("4000 is not valid")).to_be_visible()
        (asked_for,) = until(lambda: ground.waiting({"wait_seconds": 100, "everything": True}), "the run asked for")
        browser.close()
    ask(f"{ground.api}/flow_runs/{asked_for['id']}", method="DELETE")  # no worker is to take it


def test_a_killed_run_is_marked_as_crashed_and_the_next_completes_the_work(ground, lasting):
    killed = ground.killed
    assert killed is not None, "the run of the test above"
    crashed = ground.ended(killed.run)
    assert (crashed["state"]["type"], crashed["state"]["message"]) == ("CRASHED", "no heartbeat: it was killed")
    with ground.worker("fifth"):
        after = ground.ended(ground.start("ingest", killed.workspace.directory, everything=True))
    assert after["state"]["name"] == "Completed", after["state"]
    is_whole(killed.workspace.database)
    assert stored(killed.workspace.database) == EVERYTHING
