import pytest

from monitor.extract import extract_article
from monitor.extract.bylines import kind_of, names_in


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Kim Min-ji and Lee Jun, Staff Writers", ("Kim Min-ji", "Lee Jun")),
        ("BY JANE ROE AND JOHN DOE", ("JANE ROE", "JOHN DOE")),
        ("Story by Ana Ruiz, Senior Trade Correspondent", ("Ana Ruiz",)),
        ("Jane Roe, Example Wire Report", ("Jane Roe",)),
        ("Jane Roe | WXYZ", ("Jane Roe",)),
        ("Jane Roe MS, RDN, LD", ("Jane Roe",)),
        ("John Doe Jr.", ("John Doe Jr.",)),
        ("John Doe, Jr. and Ann Poe", ("John Doe, Jr.", "Ann Poe")),
        ("Jane Roe (jro)", ("Jane Roe",)),
        ("Jane Roe for The Example", ("Jane Roe",)),
        ("By Jane Roe 30 August 2023 • 4:45pm", ("Jane Roe",)),
        ("Jane Roe Link Copied", ("Jane Roe",)),
        ("Jane Roe Jane Roe", ("Jane Roe",)),
        ("Jane Roe jane@example.com @janeroe", ("Jane Roe",)),
        (", The Harbour Gazette & Courier", ("The Harbour Gazette & Courier",)),
        ("Von Anna Schmidt und Jörg Maier", ("Anna Schmidt", "Jörg Maier")),
        ("Von Miller", ("Von Miller",)),
        ("Por María Pérez y José Gil", ("María Pérez", "José Gil")),
        ("Par Claire Dubois et Luc Martin", ("Claire Dubois", "Luc Martin")),
        ("Trine Holm og Aka Berg", ("Trine Holm", "Aka Berg")),
        ("홍길동 기자", ("홍길동",)),
        ("[서울=뉴시스] 홍길동 특파원 = ", ("홍길동",)),
        ("홍길동·김영희 기자", ("홍길동", "김영희")),
        ("(责编：李明、王芳)", ("李明", "王芳")),
        ("https://www.example.com/by/jane-roe", ()),
        ("admin", ()),
        ("", ()),
    ],
)
def test_byline_gives_its_names_alone(byline, names):
    assert names_in(byline) == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kim Min-ji", "person"),
        ("홍길동", "person"),
        ("Yonhap", "agency"),
        ("연합뉴스", "agency"),
        ("AFP/Reuters", "agency"),
        ("Trade Desk", "desk"),
        ("WXYZ", "desk"),
        ("example.com", "desk"),
        ("편집부", "desk"),
    ],
)
def test_name_is_a_persons_an_agencys_or_a_desks(name, kind):
    assert kind_of(name) == kind


PAGE = """<html><head><title>Ports reopen - The Harbour</title><meta property="og:site_name" content="The Harbour">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ports reopen", "author": %s}</script></head>
<body><nav><a href="/author/no-one-here">No One Here</a></nav><article><h1>Ports reopen</h1>%s
<p>Cranes moved again on Monday.</p></article></body></html>"""


def authors(said: str, shown: str) -> list[tuple[str, str]]:
    article = extract_article((PAGE % (said, shown)).encode(), "https://harbour.example/ports")
    return list(zip(article.authors, article.author_kinds, strict=True))


HOUSE = '{"@type": "Organization", "name": "The Harbour"}'


def test_house_that_signs_for_its_writer_gives_way_to_the_name_under_the_headline():
    assert authors(HOUSE, '<p>By <a href="/staff/jane-roe/">Jane Roe</a></p>') == [("Jane Roe", "person")]
    assert authors(HOUSE, '<div class="byline">By Jane Roe and Ann Poe</div>') == [
        ("Jane Roe", "person"),
        ("Ann Poe", "person"),
    ]


def test_house_stands_where_no_writer_is_named_and_menus_name_none():
    assert authors(HOUSE, "") == [("The Harbour", "desk")]


def test_agency_signs_by_itself():
    assert authors('"Reuters"', '<p>By <a href="/staff/jane-roe/">Jane Roe</a></p>') == [("Reuters", "agency")]


def test_agency_that_the_publisher_lists_beside_a_person_is_kept_and_marked():
    assert authors('[{"name": "Jane Roe"}, {"name": "AFP"}, {"name": "The Harbour"}]', "") == [
        ("Jane Roe", "person"),
        ("AFP", "agency"),
    ]
