"""Canonical URLs and the ids made of them. Pure.

Two addresses of one article shall become one; two articles shall never become one, since the second
would be lost. So a rule is here only where it is safe: courlan's list of trackers, for one, takes away
every parameter that begins with `uid`, `cid`, `ga` or `ref`, by which many Korean sites number articles.
"""

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from monitor.errors import RefusedError
from monitor.model import key

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?)+|\[[0-9a-f:.]+\]")
# What browsers drop from an address (WHATWG URL, 4.4), and half surrogates, which are no characters.
_STRIPPED = re.compile("[\t\r\n\ud800-\udfff]")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}|%")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SESSION = re.compile(r";jsessionid=[^/]*", re.IGNORECASE)

_TRACKERS = re.compile(
    r"utm_.*|[im]tm_(?:source|medium|campaign|content|term|id|kwd|keyword|group|cid|placement)|"
    r"pk_(?:source|medium|campaign|content|kwd|keyword|cid)|hsa_[a-z]+|oly_(?:anon|enc)_id|"
    r"vero_(?:id|conv)|guce_referrer(?:_sig)?|at_(?:medium|campaign|link_.*|ptr_name|format|bbc_team)|"
    r"ns_(?:campaign|mchannel|source|linkname|fee)|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|"
    r"ys?clid|twclid|ttclid|igshid|igsh|mibextid|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|__hs[a-z]{2,3}|"
    r"hsctatracking|mkt_tok|wickedid|guccounter|ref_src|ref_url|xtor|cmpid|ncid|ftcamp|smid|smtyp|"
    r"cxrecs_s|__twitter_impression|share_token|traffic_source|phpsessid|jsessionid",
    re.IGNORECASE,
)
# These name a channel on most sites and an article on some: they go only where the value is a channel.
_CHANNEL_NAMES = frozenset({"ref", "source", "src", "from", "via", "feature", "mod"})
_CHANNEL = re.compile(
    r"(?:rss|feed|atom|twitter|facebook|fb|kakao(?:talk|story)?|naver|google|linkedin|telegram|whatsapp|"
    r"email|newsletter|share|social|homepage|search)(?:[_.-].*)?",
    re.IGNORECASE,
)
_AMP_PARAMETERS = frozenset({
    ("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp"), ("output", "amp"),
})  # fmt: skip


def canonical_url(url: str) -> str:
    """The form of an address by which an article is known; idempotent.

    Goes: fragments (not routes like `#!/a`), tracking and session parameters, default ports, dot
    segments, repeated and trailing slashes, an AMP suffix after what looks like an article's own segment.
    Settled: case of scheme, host and percent-escapes, order of parameters. Bytes behind percent-escapes
    stay as they are, so addresses written in EUC-KR survive.
    Raises RefusedError for anything but an http or https address.
    """
    scheme, host, path, query, fragment = _parts(url)
    path = _without_amp(_without_dots(_SESSION.sub("", path)))
    named = (pair.partition("=") for pair in query.split("&") if pair)
    kept = [pair for pair in named if not _is_noise(pair[0], pair[2])]
    kept.sort(key=lambda pair: pair[0])  # stable: the order within one name may mean something
    query = "&".join("".join(pair) for pair in kept)
    return urlunsplit((scheme, host, path, query, fragment if fragment[:1] in ("!", "/") else ""))


def article_id(url: str) -> str:
    """The id of the article at `url`: of its canonical form, the same over http and https."""
    return key(canonical_url(url).partition("://")[2])


def absolute(base: str, link: str) -> str | None:
    """`link` as found in a document at `base`, made absolute; None where it is no web address."""
    try:
        joined = urljoin(base, _STRIPPED.sub("", link).strip())
        _parts(joined)
    except (ValueError, RefusedError):
        return None
    return joined


def wire_url(url: str) -> str:
    """`url` as it is asked for: ASCII, no fragment, its meaning unchanged. Raises RefusedError."""
    scheme, host, path, query, _ = _parts(url)
    return urlunsplit((scheme, host, path, query, ""))


@lru_cache(maxsize=4096)  # robots.txt, a host's turn and the request itself each ask for those of one address
def _parts(url: str) -> tuple[str, str, str, str, str]:
    """Scheme, host with port, path, query and fragment, each in ASCII and normal percent-escapes."""
    try:
        parts = urlsplit(_STRIPPED.sub("", url).strip())
        port, hostname = parts.port, parts.hostname
        if parts.scheme not in _DEFAULT_PORTS or not hostname or "@" in parts.netloc:
            raise RefusedError(url[:200], "not a web address")
        host = hostname if ":" in hostname else hostname.encode("idna").decode("ascii").lower()
    except ValueError as exc:  # UnicodeError, an impossible port or bracket
        raise RefusedError(url[:200], "not a web address") from exc
    host = f"[{host}]" if ":" in host else host.rstrip(".")
    if not _HOST.fullmatch(host):
        raise RefusedError(url[:200], "not a web address")
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    return (
        parts.scheme,
        host,
        _escaped(parts.path, "/!$&'()*+,;=:@") or "/",
        _escaped(parts.query, "/?!$&'()*+,;=:@"),
        _escaped(parts.fragment, "/?!$&'()*+,;=:@"),
    )


def _escaped(text: str, safe: str) -> str:
    """Percent-escapes in their normal form (RFC 3986, 6.2.2); what is escaped stays so."""

    def settle(match: re.Match[str]) -> str:
        escape = match[0]
        if escape == "%":
            return "%25"
        char = chr(int(escape[1:], 16))
        return char if char in _UNRESERVED else escape.upper()

    return _PERCENT.sub(settle, quote(text, safe=safe + "%", errors="replace"))


def _without_dots(path: str) -> str:
    """Dot segments resolved (RFC 3986, 5.2.4), empty segments and the trailing slash dropped."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(segment)
    return "/" + "/".join(kept)


def _without_amp(path: str) -> str:
    """Without `/amp`, `.amp` or `.amp.html` after a segment with a digit, hyphen or dot in it.

    Such a segment is an article's own; `/products/amp` may be a page about amplifiers.
    """
    while True:
        segments = path.split("/")
        last = segments[-1].lower()
        if last == "amp" and len(segments) > 2 and re.search(r"[0-9.-]", segments[-2]):
            path = "/".join(segments[:-1])
        elif last.endswith((".amp", ".amp.html")) and re.search(r"[0-9-]", last):
            path = re.sub(r"\.amp(?=\.html$|$)", "", path, flags=re.IGNORECASE)
        else:
            return path


def _is_noise(name: str, value: str) -> bool:
    lowered = name.lower()
    if (lowered, value.lower()) in _AMP_PARAMETERS or _TRACKERS.fullmatch(name):
        return True
    return lowered in _CHANNEL_NAMES and _CHANNEL.fullmatch(value) is not None
