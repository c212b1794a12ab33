from monitor.extract import extract_article

DECK = "Two ministers meet again on Monday, with shipbuilding first and no date set for anything else."
BODY = (
    "Seoul and Washington opened a second round of talks on Monday, with both sides naming yards they want busy.",
    "Negotiators met for six hours and agreed to draw up a list of goods on which duties could be cut first this year.",
    "Exporters in Ulsan and Geoje said they wanted a date more than they wanted a rate, and wanted it in writing soon.",
)


def text(description: str, under_headline: str) -> list[str]:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    html = (
        f'<html><head><title>Talks go on</title><meta property="og:description" content="{description}"></head><body>'
        f"<header><h1>Talks go on</h1>{under_headline}</header><article>{body}</article></body></html>"
    )
    return extract_article(html.encode(), "https://harbour.example/talks").text.splitlines()


def test_line_under_the_headline_that_the_page_gives_as_its_description_opens_the_text():
    assert text(DECK, f"<h2>{DECK}</h2>") == [DECK, *BODY]
    assert text(DECK[:60] + "…", f"<h2>{DECK}</h2>") == [DECK, *BODY]


def test_description_that_the_page_does_not_show_is_not_text():
    assert text(DECK, "") == list(BODY)


def test_line_under_the_headline_that_describes_nothing_is_left_out():
    assert text("", "<h2>Everything on trade, ports and yards from the Harbour</h2>") == list(BODY)


def test_description_taken_from_the_first_paragraph_is_not_said_twice():
    assert text(BODY[0], "") == list(BODY)
