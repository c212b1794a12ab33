import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.encoding import codec_of, decode

KOREAN = "정부는 15일 미국과의 관세 협의에서 조선 협력을 먼저 논의하기로 했다. 똠방각하 펲시콜라."
JAPANESE = "政府は関税交渉で造船協力を最初に取り上げると発表した。カタカナとひらがな。"
CHINESE = "商务部十五日表示，将对进口商品加征关税，并采取必要的反制措施。"


def page(text: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("label", ["euc-kr", "KS_C_5601-1987", "ks_c_5601", "windows-949", "EUC_KR", "cp949"])
def test_every_korean_label_means_cp949(label):
    body = page(KOREAN).encode("cp949")
    assert KOREAN in decode(body, f"text/html; charset={label}")


@pytest.mark.parametrize(
    ("text", "codec", "head"),
    [
        (KOREAN, "cp949", '<meta charset="euc-kr">'),
        (KOREAN, "cp949", '<META http-equiv=Content-Type content="text/html; charset=ks_c_5601-1987">'),
        (JAPANESE, "cp932", '<meta charset="shift_jis">'),
        (JAPANESE, "euc_jp", "<meta charset='euc-jp'>"),
        (CHINESE, "gb18030", "<meta charset=gb2312>"),
        ("關稅談判將於下週舉行", "big5hkscs", "<meta charset=big5>"),
        ("“Tariffs” – 25 %", "cp1252", '<meta charset="iso-8859-1">'),
        ("“Tariffs” – 25 %", "cp1252", '<meta charset="us-ascii">'),
        ("Тарифы вступят в силу", "cp1251", '<meta charset="windows-1251">'),
    ],
)
def test_page_is_read_in_the_encoding_that_only_its_meta_declares(text, codec, head):
    assert text in decode(page(text, head).encode(codec), "text/html")


def test_xml_declaration_is_read():
    body = ("<?xml version='1.0' encoding='euc-kr'?>" + page(KOREAN)).encode("cp949")
    assert KOREAN in decode(body)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_forms_are_recognised_with_and_without_a_mark(codec):
    assert KOREAN in decode(page(KOREAN).encode(codec), "text/html; charset=euc-kr")


@pytest.mark.parametrize("claim", ["euc-kr", "iso-8859-1", "no-such-charset", "hex"])
def test_utf8_page_with_a_wrong_claim_is_read_as_utf8(claim):
    body = page(KOREAN, f'<meta charset="{claim}">').encode()
    assert KOREAN in decode(body, f"text/html; charset={claim}")


def test_euckr_page_that_claims_utf8_is_read_as_korean():
    body = page(KOREAN * 5, '<meta charset="utf-8">').encode("cp949")
    assert KOREAN in decode(body, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("text", "codec"), [(KOREAN, "cp949"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (CHINESE, "gb18030")]
)
def test_undeclared_page_is_guessed_by_its_script(text, codec):
    assert text in decode(page(text).encode(codec))


def test_undeclared_western_page_is_windows_1252():
    assert "Zölle für Stahl – „sofort“" in decode(page("Zölle für Stahl – „sofort“").encode("cp1252"))


def test_utf8_page_with_a_few_broken_bytes_stays_utf8():
    body = page(KOREAN * 30).encode()
    assert decode(body[:200] + b"\xff" + body[200:-300]).count("관세") > 20


def test_labels_that_are_no_text_encodings_name_nothing():
    assert [codec_of(label) for label in ("zlib", "hex", "rot13", "idna?", "", "\x00")] == [None] * 6


@given(st.binary(max_size=400), st.none() | st.text(max_size=40))
def test_any_bytes_under_any_header_decode_to_text(body, content_type):
    assert isinstance(decode(body, content_type), str)


CYRILLIC = "Министры договорились о пошлинах на сталь и продолжат переговоры в мае."
TURKISH = "Bakanlar çelik gümrük vergisi için İstanbul’da görüştü; şimdi sıra ağır sanayide."
POLISH = "Ministrowie uzgodnili cła na stal, a żółte światło dla reszty zapaliło się w Łodzi."
GREEK = "Οι υπουργοί συμφώνησαν για τους δασμούς στον χάλυβα."
HEBREW = "השרים סיכמו על מכסי הפלדה."
ARABIC = "اتفق الوزراء على رسوم الصلب."
FRENCH = "Les ministres ont réglé à Genève la question des droits sur l’acier — enfin."
TRADITIONAL = "商務部十五日表示，將對進口商品加徵關稅，並採取必要的反制措施。"
ENCODED = [
    (KOREAN, "cp949"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (CHINESE, "gb18030"),
    (CHINESE, "gbk"),
    (TRADITIONAL, "big5"),
    (CYRILLIC, "cp1251"),
    (CYRILLIC, "koi8_r"),
    (CYRILLIC, "iso8859_5"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859_2"),
    (TURKISH, "cp1254"),
    (GREEK, "cp1253"),
    (HEBREW, "cp1255"),
    (ARABIC, "cp1256"),
    (FRENCH, "cp1252"),
    (FRENCH, "utf-8"),
]


@pytest.mark.parametrize(("text", "codec"), ENCODED)
@pytest.mark.parametrize("place", ["header", "meta", "old meta"])
def test_declared_page_is_read_as_declared(text, codec, place):
    label = codec.replace("_", "-").replace("iso8859", "iso-8859").replace("iso2022", "iso-2022")
    text = text.encode(codec, "ignore").decode(codec)  # what that encoding can say
    head = {
        "header": "",
        "meta": f'<meta charset="{label}">',
        "old meta": f'<meta http-equiv="Content-Type" content="text/html; charset={label}">',
    }[place]
    header = f"text/html; charset={label}" if place == "header" else None
    assert text in decode(page(text, head).encode(codec), header)


@pytest.mark.parametrize("claim", ["utf-8", "iso-8859-1", "shift_jis", "gb2312"])
@pytest.mark.parametrize(("text", "codec"), [(KOREAN, "cp949")])
def test_korean_page_that_claims_another_encoding_is_read_as_korean(text, codec, claim):
    body = page(text * 5, f'<meta charset="{claim}">').encode(codec)
    assert text in decode(body, f"text/html; charset={claim}")


@pytest.mark.parametrize("text", [KOREAN, JAPANESE, CHINESE, CYRILLIC, FRENCH])
@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_unicode_page_is_read_whatever_it_claims(text, codec):
    assert text in decode(page(text).encode(codec), "text/html; charset=windows-1252")


def test_page_in_another_encoding_is_not_taken_for_korean():
    for text, codec in ENCODED:
        if text != KOREAN and codec != "utf-8":
            said = (text * 20).encode(codec, "ignore").decode(codec)
            label = codec.replace("_", "-")
            assert said in decode(page(said).encode(codec), f"text/html; charset={label}"), codec
