import fcntl
import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import wait
from pathlib import Path

import pages_at_fault
import pytest

from monitor.config.settings import ExtractSettings
from monitor.errors import PageError, Transient, WorkerLostError
from monitor.extract import PagePool, reading_pool
from monitor.model import Article, Page, Quality

ROOT = Path(__file__).parents[2]
SENTENCE = "Negotiators met for six hours and agreed to draw up a list of goods."
GOOD = Page(
    url="https://news.example.com/a",
    body=f"<title>Talks go on</title><article><h1>Talks go on</h1><p>{SENTENCE}</p><p>{SENTENCE}".encode(),
)


def settings(**given) -> ExtractSettings:
    return ExtractSettings(**{"workers": 1, "deadline_seconds": 20.0, **given})


@pytest.fixture(scope="module")
def pool():
    with PagePool(settings()) as pool:
        yield pool


def test_page_submitted_comes_back_as_an_article(pool):
    article = pool.submit(GOOD).result()
    assert (article.title, article.quality) == ("Talks go on", Quality.FULL)
    assert SENTENCE in article.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff" * 5000,
        b"<div>" * 100_000 + b"deep",
        b"<b><i><a href=x>t" * 20_000,
        b"<script>" + b'var a={"body":[' * 20_000 + b"</script>",
        b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script>",
        b"<html><title>" + "제보".encode() * 100_000,
        b"<!--" * 100_000,
        b"<table><tr><td>" * 5_000,
    ],
    ids=["nothing", "noise", "deep", "unclosed", "script", "json", "one word", "comments", "tables"],
)
def test_hostile_page_ends_in_an_article_or_a_page_error(pool, body):
    try:
        article = pool.submit(Page(url="https://hostile.example", body=body)).result()
    except PageError as error:
        assert error.subject == "https://hostile.example"
    else:
        assert isinstance(article, Article)


def test_page_past_its_deadline_fails_and_costs_no_other_page():
    with PagePool(settings(deadline_seconds=0.4), extract=pages_at_fault.sleep_if_told) as pool:
        slow = pool.submit(Page(url="https://slow.example", body=b"sleep"))
        others = [pool.submit(Page(url="https://e.example", body=b"%d" % n)) for n in range(20)]
        with pytest.raises(PageError, match="deadline") as caught:
            slow.result()
        assert not isinstance(caught.value, Transient)
        assert [other.result().text for other in others] == [str(n) for n in range(20)]


def test_page_that_needs_more_memory_than_allowed_fails_as_such():
    small = settings(memory_bytes=500_000_000)
    with PagePool(small, extract=pages_at_fault.eat_memory) as pool, pytest.raises(PageError, match="memory"):
        pool.submit(GOOD).result()


def test_worker_that_dies_is_a_transient_error():
    with PagePool(settings(), extract=pages_at_fault.die) as pool:
        with pytest.raises(WorkerLostError) as caught:
            pool.submit(GOOD).result()
        assert isinstance(caught.value, Transient)
        with pytest.raises(WorkerLostError):  # the pool still works
            pool.submit(GOOD).result()


def test_error_that_cannot_travel_is_told_in_words():
    with PagePool(settings(), extract=pages_at_fault.fail_oddly) as pool:
        failed = pool.submit(GOOD).exception()
    assert isinstance(failed, PageError)
    assert failed.reason == "OddError: no such luck"


def test_pool_works_again_after_an_idle_worker_was_killed():
    with PagePool(settings(), extract=pages_at_fault.sleep_if_told) as pool:
        worker = int(pool.submit(Page(url="u", body=b"x")).result().title)
        os.kill(worker, signal.SIGKILL)
        answers = []
        for _ in range(50):
            try:
                answers.append(pool.submit(Page(url="u", body=b"y")).result().text)
            except WorkerLostError:  # it may have been handed the page before its death was noticed
                time.sleep(0.1)
            else:
                break
        assert answers == ["y"]


def test_closing_a_pool_resolves_every_page_still_unread():
    pool = PagePool(settings(), extract=pages_at_fault.sleep_for_ever)
    futures = [pool.submit(Page(url="u", body=bytes(200_000))) for _ in range(10)]
    pool.close()
    pool.close()
    done, open_still = wait(futures, timeout=10)
    assert not open_still
    assert {type(future.exception()) for future in done} == {WorkerLostError}
    with pytest.raises(RuntimeError, match="closed"):
        pool.submit(GOOD)


def test_reading_pool_is_one_for_the_process():
    assert reading_pool(settings()) is reading_pool(settings())


def test_package_is_imported_without_trafilatura_and_pebble():
    said = run("import sys, monitor.extract; print({'trafilatura', 'pebble'} & set(sys.modules))")
    assert said == "set()"


def run(code: str, *options: str) -> str:
    program = [sys.executable, *options, "-c", code]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


SCRIPT = """
    import fcntl, os, sys, time
    sys.path.insert(0, {here!r})
    import pages_at_fault
    from monitor.config.settings import ExtractSettings
    from monitor.extract import PagePool, reading_pool
    from monitor.model import Page

    if {mode!r} == "leave":
        print("begun", flush=True)
    if __name__ == "__main__":
        lock = os.open({lock!r}, os.O_CREAT | os.O_RDWR)
        os.set_inheritable(lock, True)
        fcntl.flock(lock, fcntl.LOCK_EX)
        settings = ExtractSettings(workers=2, deadline_seconds=1.0)
        if {mode!r} == "leave":
            print(reading_pool(settings).submit(Page(url="u", body=b"<p>Hello there.</p>")).result().quality)
        else:
            pool = PagePool(settings, extract=pages_at_fault.sleep_if_told)
            print(pool.submit(Page(url="u", body=b"x")).result().title, flush=True)
            pool.submit(Page(url="u", body=b"sleep"))
            time.sleep(60)
"""


def write_script(tmp_path: Path, mode: str) -> Path:
    path = tmp_path / "reads_pages.py"
    here, lock = str(Path(__file__).parent), str(tmp_path / "lock")
    path.write_text(textwrap.dedent(SCRIPT.format(here=here, lock=lock, mode=mode)))
    return path


def test_script_run_as_a_module_ends_by_itself_and_its_workers_which_do_not_import_it(tmp_path):
    write_script(tmp_path, "leave")
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    program = [sys.executable, "-m", "reads_pages"]
    done = subprocess.run(
        program, env=environment, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "begun\nempty", "")


@pytest.mark.slow
def test_workers_end_by_themselves_when_their_parent_is_killed_and_hold_no_lock_of_it(tmp_path):
    script = write_script(tmp_path, "stay")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script)], env=environment, stdout=subprocess.PIPE) as parent:
        worker = int(parent.stdout.readline())
        family = [worker, *children_of(parent.pid)]
        assert len(family) >= 3  # the fork server and the resource tracker too
        parent.send_signal(signal.SIGKILL)
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    give_up = time.monotonic() + 15  # the hanging worker has its deadline and the alarm's margin
    while any(map(is_alive, family)) and time.monotonic() < give_up:
        time.sleep(0.1)
    assert [pid for pid in family if is_alive(pid)] == []


def children_of(pid: int) -> list[int]:
    """Children and grandchildren; Linux."""
    found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return found + [grand for child in found for grand in children_of(child)]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
