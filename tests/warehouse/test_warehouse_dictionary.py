from dictionary import COLUMNS, README, columns_text, present, promised, rewritten


def test_readme_lists_the_tables_and_views_as_their_comments_describe_them():
    text = README.read_text(encoding="utf-8")
    assert text == rewritten(text), "stale: run `make dictionary`"


def test_the_columns_are_described_as_the_schema_describes_them():
    assert COLUMNS.read_text(encoding="utf-8") == columns_text(), "stale: run `make dictionary`"


def test_no_column_that_readers_may_rely_on_is_taken_away_or_changes_its_type():
    gone = promised() - present()
    assert not gone, f"readers use them: {sorted(gone)}"


def test_every_column_is_promised_to_readers():
    assert not present() - promised(), "new: run `make dictionary`"
