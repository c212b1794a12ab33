"""The house rules: what stands where, who may know whom, and that what is written about it is true."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from cyclopts import App

import monitor
from monitor.cli import app
from monitor.store import schema

ROOT = Path(__file__).parents[1]
OURS = {"monitor", "flows", "warehouse"}
IGNORED = {line.strip("/\n") for line in (ROOT / ".gitignore").read_text().splitlines()} | {".git"}
# Modules whose package has another name.
SOLD_AS = {"argon2": "argon2-cffi", "sklearn": "scikit-learn", "vl_convert": "vl-convert-python"}
MAX_MODULE, MAX_FUNCTION = 400, 60  # lines; DESIGN asks for less, these are where it stops being taste


def files(*patterns: str) -> list[Path]:
    """The files git knows, or would take in, that match a pattern from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:  # no git, no clone, or a clone of another user's
        paths = [path for path in ROOT.rglob("*") if IGNORED.isdisjoint(path.relative_to(ROOT).parts)]
    else:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return sorted(path for path in paths if path.is_file() and any(path.match(one) for one in patterns))


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def library() -> list[Path]:
    return [path for path in files("*.py") if path.relative_to(ROOT).parts[0] in OURS]


def imported(path: Path) -> set[str]:
    """The top-level names a module imports, anywhere in it."""
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


def third_parties() -> set[str]:
    names = set().union(*map(imported, library()))
    return names - OURS - set(sys.stdlib_module_names)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name)[0]).lower()


@pytest.fixture(scope="module")
def new_database():
    """A database that has gone through every migration, from nothing."""
    with duckdb.connect(config={"enable_external_access": False}) as db:
        db.execute("set TimeZone = 'UTC'")
        schema.prepare(db, Path("memory"))
        yield db


# What stands where.


def test_top_level_folders_are_the_four_and_no_others():
    folders = {path.relative_to(ROOT).parts[0] for path in files("*") if len(path.relative_to(ROOT).parts) > 1}
    assert {name for name in folders if not name.startswith(".")} == OURS | {"tests"}


def test_no_module_is_longer_than_the_limit():
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files("*.py")}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_MODULE} == {}


def test_no_function_is_longer_than_the_limit():
    too_long = {
        f"{shown(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in files("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= MAX_FUNCTION
    }
    assert too_long == {}


def test_no_module_is_called_utils_or_the_like():
    empty_names = {"utils", "util", "helpers", "helper", "manager", "process", "common", "misc"}
    assert [shown(path) for path in files("*.py") if path.stem in empty_names] == []


def test_every_module_of_the_library_says_what_it_is():
    assert [shown(path) for path in library() if not ast.get_docstring(parsed(path))] == []


def test_every_test_name_is_a_sentence_of_three_words_or_more():
    names = [
        f"{shown(path)}: {node.name}"
        for path in files("tests/**/test_*.py", "tests/test_*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    ]
    assert len(names) > 100
    assert [name for name in names if len(name.split(": test_")[1].split("_")) < 3] == []


def test_no_test_imports_from_a_conftest():
    """There are several, and which of them the name means depends on what else is collected."""
    assert [shown(path) for path in files("tests/**/*.py", "tests/*.py") if "conftest" in imported(path)] == []


def test_no_file_names_a_path_of_this_machine_a_registry_or_a_lock():
    locks = {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "requirements.lock"}
    assert [shown(path) for path in files("*") if path.name in locks] == []
    # Written so that this file does not hold them itself.
    forbidden = re.compile(
        "|".join((f"/{'work'}/(main|shared)", f"/{'home'}/[a-z]", f"/{'Users'}/[a-z]", f"/{'root'}/", f"/{'opt'}/py",
                  r"index-?url", f"files\\.{'pythonhosted'}", f"{'pypi'}\\.org", re.escape(str(ROOT))))
    )  # fmt: skip
    texts = files("*.py", "*.md", "*.toml", "*.yaml", "*.sql", "*.txt", "Makefile", ".ci/run", "*.lark", "*.json")
    found = [
        f"{shown(path)}:{number}: {line.strip()[:80]}"
        for path in texts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == []


# Who may know whom.


def test_layers_hold_as_the_contracts_draw_them():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_third_party_is_behind_its_door():
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251", *sorted(OURS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_door_in_the_project_file_exists_and_is_used():
    tool = project()["tool"]["ruff"]["lint"]
    modules = {name.split(".")[0] for name in tool["flake8-tidy-imports"]["banned-api"]}
    third = modules - set(sys.stdlib_module_names)
    unused = third - third_parties()
    assert unused == set(), "banned, but nobody imports it"
    for pattern, codes in tool["per-file-ignores"].items():
        if "TID251" not in codes or pattern.startswith(("tests", "monitor/cli")):
            continue
        choices = re.sub(r"\{.*\}", "*", pattern)
        behind = [path for path in ROOT.glob(choices) if path.suffix == ".py"]
        assert any(imported(path) & third for path in behind), f"{pattern} is a door to nothing"


def test_every_import_is_declared_and_every_dependency_imported_or_explained():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    extras = project()["project"]["optional-dependencies"]
    needed = [line for name, extra in extras.items() if name != "dev" for line in extra]
    declared = {normal(line) for line in [*project()["project"]["dependencies"], *needed]}
    wanted = {normal(SOLD_AS.get(name, name)) for name in third_parties()}
    assert wanted - declared == set(), "imported, but not declared"
    explained = {normal(match[1]) for line in lines if (match := re.match(r'\s+"([^"]+)",\s+# \S', line))}
    assert declared - wanted - explained == set(), "declared, but neither imported nor explained"


def test_the_tested_set_covers_every_dependency_and_is_plain():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9][\w.-]*==[\w.+!]+", line)] == []
    pinned = {normal(line.split("==")[0]) for line in lines}
    wanted = project()["project"]["dependencies"] + project()["project"]["optional-dependencies"]["dev"]
    assert {normal(line) for line in wanted} - pinned == set()


# What is written about it is true.


def documents() -> list[Path]:
    return files("README.md", "CHANGELOG.md", "*/README.md")


def shell(text: str) -> str:
    """The shell lines of a Markdown text: what is in its ```sh blocks, or indented."""
    blocks = re.findall(r"^```(?:sh|bash|console)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return "\n".join(blocks + re.findall(r"^ {4}(\S.*)", text, re.MULTILINE))


def commands(name: str) -> list[tuple[str, list[str]]]:
    """Every command of that name in the documents, in a block or between backticks, as words without the name."""
    found = []
    for path in documents():
        text = path.read_text(encoding="utf-8")
        lines = re.findall(rf"^(?:\$ )?{name}(?: .*)?$", shell(text), re.MULTILINE)
        lines += re.findall(rf"`((?:\.venv/bin/)?{name} [^`]+)`", text)
        found += [(shown(path), shlex.split(line.removeprefix("$ "), comments=True)[1:]) for line in lines]
    return found


def test_every_monitor_command_in_the_documents_exists():
    found = commands("monitor")
    assert len(found) > 8
    for where, words in found:
        if len(words) == 1:  # a command's bare name
            assert words[0] in app, f"{where}: monitor {words[0]}"
        else:
            app.parse_args(words, exit_on_error=False, print_error=False)


def test_every_command_is_in_the_readme():
    told = {words[0] for where, words in commands("monitor") if where == "README.md"}
    assert {name for name in app if not name.startswith("-")} - told == set()


def test_every_make_target_in_the_documents_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {words[0] for _, words in commands("make")} - targets == set()


def test_every_make_target_does_something_and_says_what():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split()
    for target in phony:
        rule = re.search(rf"^{target}:(.*?)## \S.*\n(\t.*)?", text, re.MULTILINE)
        assert rule, f"{target} has no rule, or does not say what it does"
        assert rule[1].strip() or rule[2], f"{target} does nothing"


def test_every_query_in_the_documents_runs(new_database):
    said = [word for _, words in commands("monitor") if words[0] == "sql" for word in words[1:]]
    queries = [word for word in said if word.split()[0] in ("select", "from", "with")]
    assert len(queries) >= 3
    for query in queries:
        new_database.execute(query)


def test_every_query_the_demo_offers_runs(new_database):
    from flows.demo import QUERIES

    for query in QUERIES:
        new_database.execute(query)


@pytest.mark.parametrize("query", schema.read_sql("queries").values(), ids=schema.read_sql("queries"))
def test_every_stored_query_runs(new_database, query):
    new_database.execute("set variable today = date '2025-04-22'")  # as every session of ours has them
    new_database.execute("set variable now = timestamptz '2025-04-22 06:17+09'")
    new_database.execute(query)


@pytest.mark.parametrize("check", schema.read_sql("checks").values(), ids=schema.read_sql("checks"))
def test_every_check_finds_nothing_in_a_new_database(new_database, check):
    assert new_database.execute(check).fetchall() == []


def test_every_link_and_folder_in_the_documents_exists():
    broken = []
    for path in documents():
        text = path.read_text(encoding="utf-8")
        links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
        broken += [f"{shown(path)}: {link}" for link in links if not (path.parent / link).exists()]
        folders = re.findall(r"^\| `([a-z_/]+/)` \|", text, re.MULTILINE)
        broken += [f"{shown(path)}: {name}" for name in folders if not (path.parent / name).is_dir()]
    assert broken == []


# The warehouse.


def test_every_table_and_column_carries_a_comment(new_database):
    silent = new_database.execute(
        """
        select table_name from duckdb_tables() where not internal and coalesce(comment, '') = ''
        union all
        select view_name from duckdb_views() where not internal and coalesce(comment, '') = ''
        union all
        select table_name || '.' || column_name from duckdb_columns() where not internal and coalesce(comment, '') = ''
        """
    ).fetchall()
    assert silent == []


def test_migrations_replay_from_nothing_and_are_numbered_without_gaps(new_database):
    applied = new_database.execute("select number, name from migrations order by number").fetchall()
    assert [number for number, _ in applied] == list(range(1, len(schema.migrations()) + 1))
    assert {name for _, name in applied} == set(schema.read_sql("migrations"))


def test_preparing_twice_changes_nothing(new_database):
    everything = "select name, sql from sqlite_master order by all"
    before = new_database.execute(everything).fetchall()
    schema.prepare(new_database, Path("memory"))
    assert new_database.execute(everything).fetchall() == before


# The commands.

# Commands that do one thing and list nothing; everything else has --json.
DOES_ONE_THING = {
    "init", "demo", "schedule", "serve", "brief", "metrics", "backup", "restore", "feeds remove", "feeds export",
    "export duckdb",
    "topics label", "stories join", "stories split",
    "alerts useful", "alerts noise", "alerts mute", "alerts retry", "alerts deliver", "user add",
    "user remove",
}  # fmt: skip


def command_tree(of: App = app, path: tuple[str, ...] = ()) -> Iterator[tuple[str, App]]:
    """Every command with its whole name, from the tree that --help walks."""
    for name in of:
        if not name.startswith("-"):
            command = of[name]
            if command.default_command is not None:
                yield " ".join((*path, name)), command
            yield from command_tree(command, (*path, name))


def test_every_command_that_lists_something_has_json():
    found = dict(command_tree())
    assert found.keys() >= DOES_ONE_THING | {"feeds list", "watch list", "topics list", "alerts list", "sql"}
    mute = {name for name, command in found.items() if "--json" not in {
        flag for argument in command.assemble_argument_collection() for flag in argument.names}}  # fmt: skip
    assert mute == DOES_ONE_THING


# The package.


def test_versions_of_the_project_file_the_library_and_the_changelog_agree():
    version = project()["project"]["version"]
    assert monitor.__version__ == version
    assert f"## {version} - " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_help_needs_neither_prefect_nor_trafilatura():
    command = [sys.executable, "-X", "importtime", "-m", "monitor", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "monitor.cli" in loaded
    assert loaded & {"prefect", "trafilatura", "duckdb", "lxml"} == set()


def test_wheel_is_built_without_a_compiler_and_holds_every_file_the_program_reads(tmp_path):
    tree = tmp_path / "tree"  # a copy, as building leaves files behind
    for path in files("*"):
        (tree / shown(path)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, tree / shown(path))
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-cache-dir"]
    none = {"CC": "false", "CXX": "false"}
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(tree)], check=True, env=os.environ | none)
    (built,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(built).namelist())
    shipped = {shown(path) for path in files("*") if path.relative_to(ROOT).parts[0] in OURS}
    assert shipped - inside == set()
    assert "monitor/py.typed" in inside
    assert {name.split("/")[0] for name in inside if ".dist-info" not in name} == OURS
    assert [name for name in inside if name.endswith("licenses/LICENSE")]


def test_what_was_compiled_is_no_older_than_its_source():
    for built in (ROOT / "monitor").rglob("*.so"):
        sources = [*built.parent.glob(built.name.split(".")[0] + ".p*"), *built.parent.glob("*.pxd")]
        newest = max(source.stat().st_mtime for source in sources)
        assert built.stat().st_mtime >= newest, f"{shown(built)} is of an older source: make install"
