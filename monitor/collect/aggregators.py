"""Links that lead to an aggregator instead of the article. Pure.

Some carry the article's address within them; those of Google News lead to a script that no longer tells it
(ranahaani/GNews#175), so that the page behind them is not worth fetching: the feed's own words have to do.
"""

from urllib.parse import parse_qsl, urlsplit

from monitor.collect.url import absolute

_CARRIERS = {  # host and path -> the parameters that may hold the article's address
    ("www.google.com", "/url"): ("url", "q"),
    ("google.com", "/url"): ("url", "q"),
    ("www.bing.com", "/news/apiclick.aspx"): ("url",),
    ("bing.com", "/news/apiclick.aspx"): ("url",),
}
_CLOSED = frozenset({"news.google.com", "news.url.google.com", "flip.it"})


def unwrapped(url: str) -> str:
    """The article's own address where `url` carries it, else `url`."""
    parts = urlsplit(url)
    names = _CARRIERS.get(((parts.hostname or "").lower(), parts.path.lower()), ())
    if names:
        carried = dict(parse_qsl(parts.query, max_num_fields=50))
        for name in names:
            if (target := carried.get(name, "")).startswith(("http://", "https://")):
                return absolute(url, target) or url
    return url


def is_aggregator(url: str) -> bool:
    """Whether `url` leads to an aggregator's page from which the article cannot be reached."""
    return (urlsplit(url).hostname or "").lower() in _CLOSED


def without_outlet(text: str, outlet: str | None) -> str:
    """A headline or summary without the outlet's name that an aggregator sets at its end."""
    if not outlet or not text.casefold().endswith(outlet.casefold()):
        return text
    rest = text[: -len(outlet)].rstrip()
    return rest.rstrip("-–—|·").rstrip() or text
