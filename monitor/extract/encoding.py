"""A page's bytes -> text, as browsers do it and then a little more sceptically. Pure.

The order is the WHATWG's (HTML Standard, 13.2.3 "The input byte stream"): a byte order mark, then the
header, then what the document says of itself, then a guess. Unlike a browser we check the claim: one that
does not decode, where another does, was wrong.
"""

import codecs
import re

PRESCAN_BYTES = 4096  # the standard looks at 1,024; pages with long comments or scripts first need more
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Labels that name less than what publishers put behind them (WHATWG Encoding Standard, 4.2).
_MEANT = {
    "euc_kr": "cp949",
    "johab": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",  # without a mark
}
_LABELS = {  # names Python does not know
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc_5601": "cp949",
    "ksc5601": "cp949",
    "ks_c_5601": "cp949",
    "windows-949": "cp949",
    "x-windows-949": "cp949",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "unicode": "utf-16-le",
    "utf8mb4": "utf-8",
    "x-user-defined": "cp1252",
}
_NOT_OF_PAGES = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"))
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.IGNORECASE)
_IN_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.IGNORECASE)
_IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:+-]{1,40})[\"']", re.IGNORECASE)
_GUESSES = ("cp949", "cp932", "gb18030", "big5hkscs", "euc_jp")
_SHIFTED = "iso2022_jp_2"
_SURE = 50  # syllables
_TOLERATED = 0.002  # share of bytes that may be broken: a truncated page, one pasted character


def codec_of(label: str) -> str | None:
    """The Python codec that `label` means on the web, or None where no text encoding has that name."""
    label = label.strip().lower()
    if label in _LABELS:
        return _LABELS[label]
    try:
        name = codecs.lookup(label).name
        "".encode(name)  # hex, zlib and rot13 are codecs too, and say so here
    except (LookupError, ValueError, TypeError):
        return None
    return None if name in _NOT_OF_PAGES else _MEANT.get(name, name)


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page. Never fails; bytes that no encoding explains become U+FFFD.

    `content_type` is the header's whole value. Strict UTF-8 with non-ASCII in it hardly ever is anything
    else by chance, so it beats a declaration of an 8-bit charset, which decodes everything, also wrongly.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body.decode(codec, "replace")
    if _is_utf16_unmarked(body):
        return body.decode("utf-16-le" if body[1] == 0 else "utf-16-be", "replace")
    is_shifting = b"\x1b" in body and b"\x1b$" in body  # one byte is looked for at ten times the speed of two
    if is_shifting and (shifted := _strictly(body, _SHIFTED)):  # seven bits throughout, as UTF-8 may be
        return shifted
    strict = _strictly(body, "utf-8")
    if strict is not None:
        return strict
    if korean := _surely_korean(body):
        return korean
    claims = [codec for codec in _claims(body, content_type) if codec not in ("utf-16-le", "utf-16-be")]
    for codec in claims:
        text = body.decode(codec, "replace")
        if text.count("�") <= _TOLERATED * len(body):
            return text
    return _guess(body)


def _claims(body: bytes, content_type: str | None) -> list[str]:
    labels: list[str] = []
    if content_type and (found := _IN_HEADER.search(content_type)):
        labels.append(found[1])
    start = body[:PRESCAN_BYTES]
    labels += [m[1].decode("ascii", "replace") for p in (_IN_META, _IN_XML) for m in p.finditer(start)]
    return [codec for label in labels if (codec := codec_of(label))]


def _is_utf16_unmarked(body: bytes) -> bool:
    """Markup starts with "<" and a letter or white space; in UTF-16 every other byte of that is zero."""
    start = body[:40]
    return len(start) >= 4 and (not any(start[0:8:2]) or not any(start[1:8:2])) and any(start)


def _strictly(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        return None


_HANGUL = re.compile("[가-힣]")
_COMMON = re.compile("[다이의는을에고하]")
_KANA = re.compile("[ぁ-ヿ]")
_HAN = re.compile("[一-鿿]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]{3,}")
_RARE = re.compile("[\ue000-\uf8ff�]")  # private use and failures: what a wrong guess yields


def _surely_korean(body: bytes) -> str | None:
    """The text of a page that is Korean in CP949 whatever it claims, else None.

    Read so, Korean is Hangul with hardly an ideograph, and its commonest syllables are common; Chinese read so is
    a third ideographs, and any other text falls apart.
    """
    start = body[:100_000]
    if len(_HIGH_RUNS.findall(start)) < _SURE // 10:
        return None
    tried = start.decode("cp949", "replace")
    syllables, ideographs = len(_HANGUL.findall(tried)), len(_HAN.findall(tried))
    common = len(_COMMON.findall(tried))
    if syllables < _SURE or syllables < 20 * ideographs or common < 0.05 * syllables:
        return None
    return body.decode("cp949", "replace") if len(_RARE.findall(tried)) <= max(2, _TOLERATED * len(start)) else None


def _guess(body: bytes) -> str:
    """Undeclared, not UTF-8: the East Asian encoding that yields its own script, else windows-1252.

    Text in a wrong East Asian encoding decodes into rare ideographs; in its own it is full of Hangul or
    kana. Chinese has no such letters, so its encodings must explain the bytes without one failure.
    """
    high = len(_HIGH.findall(body[:200_000]))
    in_runs = sum(map(len, _HIGH_RUNS.findall(body[:200_000])))
    best, text = 0.0, None
    # Accented letters stand among plain ones; East Asian text comes in runs of bytes beyond ASCII.
    for codec in _GUESSES if in_runs > 0.7 * high else ():
        tried = body.decode(codec, "replace")
        if len(_RARE.findall(tried)) > max(2, _TOLERATED * len(body)):
            continue
        letters = {"cp949": _HANGUL, "cp932": _KANA, "euc_jp": _KANA}.get(codec, _HAN)
        share = 2 * len(letters.findall(tried[:200_000])) / max(high, 1)
        if codec in ("gb18030", "big5hkscs"):
            share /= 2  # any two high bytes are some ideograph: weak evidence
        if share > max(best, 0.3):
            best, text = share, tried
    if text is not None:
        return text
    if body.decode("utf-8", "replace").count("�") <= _TOLERATED * len(body):
        return body.decode("utf-8", "replace")
    return body.decode("cp1252", "replace")
