from dictionary import README, rewritten


def test_readme_lists_the_tables_and_views_as_their_comments_describe_them():
    text = README.read_text(encoding="utf-8")
    assert text == rewritten(text), "stale: run `make dictionary`"
