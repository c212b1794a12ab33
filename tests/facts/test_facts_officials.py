"""Officials and public bodies: one id for all forms of a name, the role as the text gives it."""

import pytest

from monitor.classify.places import find_places
from monitor.facts import Sentences, find_officials


def told(text, title=""):
    return find_officials(Sentences(title, text), find_places(title, text))


@pytest.mark.parametrize(
    "text",
    [
        "Trade Minister Yeo Han-koo spoke.",
        "Yeo Han Koo spoke.",
        "Han-koo Yeo spoke.",
        "여한구 통상교섭본부장은 협상에 나섰다.",
    ],
)
def test_forms_and_scripts_of_a_name_have_one_id(text):
    assert [one.person_id for one in told(text)] == ["yeo-han-koo"]


def test_a_role_is_kept_as_the_text_gives_it_right_or_wrong():
    (one,) = told("Finance Minister Ahn Duk-geun left.")
    assert (one.person_id, one.role) == ("ahn-duk-geun", "Finance Minister")


def test_a_stranger_beside_an_office_is_an_official():
    (one,) = told("Deputy trade minister Park Seo-jin chairs the group.")
    assert (one.person_id, one.role, one.kind) == ("park-seo-jin", "Deputy trade minister", "person")


def test_a_ministry_is_of_the_country_named_before_it():
    assert [one.person_id for one in told("China's Ministry of Commerce objected.")] == ["cn-mofcom"]
    assert [one.person_id for one in told("중국 상무부는 반발했다.")] == ["cn-mofcom"]
    assert [one.person_id for one in told("미 상무부는 반발했다.")] == ["us-commerce"]


@pytest.mark.parametrize(
    "text",
    [
        "Son Heung-min scored twice.",
        "Hyundai Motor Executive Chair Chung Euisun announced a plant.",
        "Protesters gathered in front of Trump Tower.",
        "The minister would not comment.",
        "부품업체를 운영하는 최민호 대표는 주문을 잃었다.",
        "가수 조현은 신곡을 발표했다.",
    ],
)
def test_who_holds_no_public_office_is_no_official(text):
    assert told(text) == ()


def test_somebody_named_twice_is_told_once_with_the_role_given_later():
    (one,) = told("Ahn Duk-geun left. Industry Minister Ahn Duk-geun returned.")
    assert one.role == "Industry Minister"
    assert one.sentence.start == 0
