from datetime import UTC, date, datetime

from monitor.config.settings import ExtractSettings
from monitor.facts import load_directory
from monitor.model import Article, Entry, Outcome, Pending, Read, TextFrom, Watch
from monitor.run.batches import together
from monitor.run.judges import Judges
from monitor.run.judging import Rules
from monitor.run.storing import Storing
from monitor.store.rows import rows_of
from monitor.store.warehouse import Warehouse
from monitor.watch import Watching

NOW = datetime(2025, 4, 24, tzinfo=UTC)
RULES = Rules(
    watches=Watching([Watch(name="steel", query="steel", priority="normal")]),
    today=date(2025, 4, 24),
    directory=load_directory(),
)
SUBJECTS = ("Port dues rise in Busan", "Rice is dear in Osaka", "A mill reopens at Gary", "Quotas end for Turkish pipe")
WORDS = ("ministers", "met", "again", "to", "weigh", "what", "the", "new", "duties", "cost")


def read(number: int) -> Read:
    """An article of its own with a line that its host prints under all of them."""
    title = SUBJECTS[number]
    own = " ".join(f"{word}{number}" for word in WORDS)
    pending = Pending(
        entry_id=f"e{number}",
        article_id=f"a{number}",
        feed_id="f",
        outlet="o",
        entry=Entry(title=title, url=f"https://outlet.example/{number}"),
    )
    return Read(
        pending=pending,
        outcome=Outcome.STORED,
        reason="",
        article=Article(title=title, text=f"{title}.\n{own}.\nSteel news every morning in our letter.", language="en"),
        text_from=TextFrom.PAGE,
        final_id=pending.article_id,
    )


def stored(tmp_path, name: str, *, ahead: bool) -> tuple[list, list, list]:
    """Marks of boilerplate, watched articles and lines, once four batches are stored, begun `ahead` of it or not."""
    warehouse = Warehouse(tmp_path / f"{name}.duckdb", tmp_path / f"{name}.snapshot.duckdb", 10)
    warehouse.prepare()
    storing = Storing(warehouse, "run", Judges(RULES, ExtractSettings(workers=1)), NOW)
    for number in range(len(SUBJECTS)):
        storing.begin((read(number),))
        if not ahead:
            assert storing.commit(1) == 1
    if ahead:
        assert storing.waiting == (1, 1, 1, 1)
        assert [storing.commit(count) for count in together(storing.waiting, 2)] == [2, 2]
    assert storing.waiting == ()
    with warehouse.session() as db:
        return (
            rows_of(db, "select article_id, boilerplate from articles order by all"),
            rows_of(db, "select article_id from mentions order by all"),
            rows_of(db, "select line_hash, holders, is_boilerplate from host_lines order by all"),
        )


def test_what_a_batch_teaches_is_known_to_the_next_before_it_is_stored(tmp_path):
    marked, watched, lines = stored(tmp_path, "ahead", ahead=True)
    assert (marked, watched, lines) == stored(tmp_path, "behind", ahead=False)
    assert [len(places) > 2 for _, places in marked] == [True] * 4  # "[]": none
    assert watched == [("a0",), ("a1",)]  # judged before the line was known
    assert sum(is_boilerplate for *_, is_boilerplate in lines) == 1


def test_batches_are_taken_together_while_they_fit():
    assert list(together((100, 100, 300, 1, 700, 2), 500)) == [3, 1, 1, 1]
    assert list(together((), 500)) == []
