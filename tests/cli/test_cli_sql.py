"""`monitor sql`: forms of answers, stored questions, files, the prompt, and what SQL cannot reach."""

import io
import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from commands import run_here
from days import TwoDays
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.cells import cell_len

from monitor import store
from monitor.cli.prompt import answer, completer, prompt
from monitor.report import tables

TWO = "select 'a|b' as word, 12345 as number, 2025 as year union all select null, 7, 1999 order by year desc"


def sql(two_days: TwoDays, *arguments: str) -> "tuple[int, str, str]":
    done = run_here("sql", "--dir", str(two_days.workspace.directory), *arguments)
    return done.returncode, done.stdout, done.stderr


def test_a_table_groups_large_numbers_and_leaves_years_alone(two_days: TwoDays) -> None:
    _, table, _ = sql(two_days, TWO)
    assert "12,345" in table
    assert " 2025" in table
    assert "2 rows" in table


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_narrow_terminal_breaks_no_number_date_or_key(two_days: TwoDays, width: int) -> None:
    asked = "select story_id, first_at, last_at, article_count * 123456 as letters, title from stories limit 5"
    stories = two_days.rows(asked)
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("COLUMNS", str(width))
        tables.write(("story_id", "first_at", "last_at", "letters", "title"), stories, "table", out)
    lines = out.getvalue().splitlines()
    assert all(cell_len(line) <= width for line in lines)
    for key, first, last, count, _ in stories:
        for whole in (key, f"{first:%Y-%m-%d %H:%M}", f"{last:%Y-%m-%d %H:%M}", f"{count:,}"):
            assert any(whole in line for line in lines), whole
    assert any("story_id" in line for line in lines)


def test_to_a_pipe_every_row_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    out = io.StringIO()
    tables.write(("story_id", "title"), [("a1", "word " * 60), ("b2", "알림 " * 60)], "table", out)
    _, _, *lines, count = out.getvalue().splitlines()
    assert [line.split(maxsplit=1)[0] for line in lines] == ["a1", "b2"]
    assert count == "2 rows"


@pytest.mark.parametrize(
    ("name", "start"), [("a.csv", "word,"), ("a.json", "["), ("a.jsonl", "{"), ("a.md", "| word"), ("a.txt", "word ")]
)
def test_a_file_is_written_as_its_name_ends(two_days: TwoDays, tmp_path: Path, name: str, start: str) -> None:
    assert sql(two_days, TWO, "--output", str(tmp_path / name))[0] == 0
    assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_two_forms_at_once_are_refused(two_days: TwoDays) -> None:
    code, _, err = sql(two_days, TWO, "--json", "--format", "csv")
    assert (code, "not both" in err) == (2, True)


def test_stored_questions_are_listed_in_any_form(two_days: TwoDays) -> None:
    _, out, _ = sql(two_days, "@", "--format", "csv")
    assert out.startswith("name,question\n@")


def test_lines_of_json_are_an_object_each(two_days: TwoDays) -> None:
    _, lines, _ = sql(two_days, TWO, "--format", "jsonl")
    assert [json.loads(line) for line in lines.splitlines()] == [
        {"word": "a|b", "number": 12345, "year": 2025}, {"word": None, "number": 7, "year": 1999}
    ]  # fmt: skip


def test_a_cell_cannot_leave_a_markdown_table(two_days: TwoDays) -> None:
    _, told, _ = sql(two_days, TWO, "--format", "markdown")
    assert told.splitlines() == [
        "| word | number | year |", "| --- | ---: | ---: |", "| a\\|b | 12,345 | 2025 |", "|  | 7 | 1999 |"
    ]  # fmt: skip


def test_parquet_holds_the_rows_with_their_types(two_days: TwoDays, tmp_path: Path) -> None:
    target = tmp_path / "it's.parquet"
    code, _, err = sql(two_days, "from article_subjects;", "--format", "parquet", "--output", str(target))
    assert (code, err) == (0, "")
    with duckdb.connect() as db:
        rows = db.execute("select count(*), any_value(typeof(topics)) from read_parquet(?)", [str(target)]).fetchall()
    assert rows == [(two_days.rows("select count(*) from articles")[0][0], "VARCHAR[]")]


@pytest.mark.parametrize(
    "query", ["select 1) to '{other}'; --", "copy articles to '{other}'", "from '{secret}'", "select 1; select 2"]
)
def test_no_other_file_is_reached_while_parquet_is_written(two_days: TwoDays, tmp_path: Path, query: str) -> None:
    secret, other = tmp_path / "secret.csv", tmp_path / "other.parquet"
    secret.write_text("a\n1\n")
    asked = query.format(secret=secret, other=other)
    code, out, err = sql(two_days, asked, "--format", "parquet", "-o", str(tmp_path / "mine.parquet"))
    assert (code, out) == (1, "")
    assert err.startswith("error: sql: ")
    assert not other.exists()


def test_a_question_may_stand_in_a_file(two_days: TwoDays, tmp_path: Path) -> None:
    (tmp_path / "question.sql").write_text("-- How many?\nselect count(*) as n from articles;\n")
    _, told, _ = sql(two_days, "-f", str(tmp_path / "question.sql"), "--format", "csv")
    assert told == "n\n99\n"
    code, _, err = sql(two_days, "-f", str(tmp_path / "nowhere.sql"))
    assert (code, "cannot be read" in err) == (2, True)


def test_stored_questions_are_listed_and_asked_by_name(two_days: TwoDays) -> None:
    _, listed, _ = sql(two_days, "@", "--format", "json")
    names = [one["name"] for one in json.loads(listed)]
    assert "@due-next-month" in names
    code, _, err = sql(two_days, names[0])
    assert (code, err) == (0, "")
    code, _, err = sql(two_days, "@no-such")
    assert (code, "due-next-month" in err) == (1, True)


def test_a_mistake_is_shown_with_its_place_and_a_guess(two_days: TwoDays) -> None:
    code, _, err = sql(two_days, "select outlet\nfrom articels")
    assert code == 1
    assert 'Did you mean "articles"' in err
    assert "LINE 2: from articels\n             ^" in err


def test_the_workspaces_clock_is_a_constant_in_questions(two_days: TwoDays) -> None:
    _, told, _ = sql(two_days, "select getvariable('today') = (select today_on from clock) as same", "--format", "csv")
    assert told == "same\nTrue\n"


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def test_the_prompt_answers_over_several_lines_and_goes_on_after_a_mistake(
    two_days: TwoDays, keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.send_text("selekt 1;\rselect count(*)\r as many from articles;\r@\r\\d mentions\r\\q\r")
    prompt(two_days.workspace)
    told = capsys.readouterr()
    assert "selekt" in told.err
    assert "many" in told.out
    assert "99" in told.out
    assert "@due-next-month" in told.out
    assert "watch_id" in told.out
    history = (two_days.workspace.directory / ".sql_history").read_text()
    assert "as many from articles" in history


ENDLESS = "select count(*) from range(100_000_000_000) one, range(1_000) other where one.range * other.range = 7"


@contextmanager
def ctrl_c() -> Iterator[None]:
    """Ctrl-C is pressed in a second; a process that tests share out would not hear of it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    pressed = threading.Timer(1, signal.raise_signal, (signal.SIGINT,))
    pressed.start()
    yield
    pressed.join()
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_ends_a_question_and_not_the_prompt(two_days: TwoDays, capsys: pytest.CaptureFixture[str]) -> None:
    with store.reader(two_days.workspace.snapshot) as db:
        with ctrl_c():
            answer(db, ENDLESS)
        assert capsys.readouterr() == ("", "stopped\n")
        answer(db, "select 42 as found")
    assert "42" in capsys.readouterr().out


def test_ctrl_c_leaves_a_question_with_130_and_no_word(two_days: TwoDays) -> None:
    with ctrl_c():
        assert sql(two_days, ENDLESS) == (130, "", "")


def test_names_of_tables_columns_macros_and_stored_questions_are_completed(two_days: TwoDays) -> None:
    with store.reader(two_days.workspace.snapshot) as db:
        offered = completer(db)
        for begun, whole in (("from schema_v", "schema_version"), ("select a, outl", "outlet"),
                             ("@due", "@due-next-month"),
                             ("FROM Mentions_b", "mentions_between(")):  # fmt: skip
            completions = offered.get_completions(Document(begun), CompleteEvent(completion_requested=True))
            assert whole in [one.text for one in completions], begun


def test_a_file_that_is_not_there_or_not_text_is_told_in_plain_words(two_days: TwoDays, tmp_path: Path) -> None:
    (tmp_path / "cp949.sql").write_bytes("select '관세'".encode("cp949"))
    for name, reason in (("none.sql", "No such file or directory"), ("cp949.sql", "not UTF-8; save the file in that")):
        told = run_here("sql", "--dir", str(two_days.workspace.directory), "-f", str(tmp_path / name))
        assert told.returncode == 2
        assert reason in told.stderr
        assert "Errno" not in told.stderr
