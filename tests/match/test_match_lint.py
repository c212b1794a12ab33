import pytest

from monitor.match import Finding, lint


def reasons(query, severity, **sets):
    return [finding.reason for finding in lint(query, sets=sets) if finding.severity == severity]


@pytest.mark.parametrize(
    "query",
    [
        "a1 AND NOT a1",
        "(a1 OR b1) NOT a1 NOT b1",
        "(a1 OR b1) NOT (b1 OR a1 OR c1)",
        '"trade talks" NOT trade',
        '"tariffs" NOT tariff',
        "tariff NOT tariff*",
        "=tariff NOT tariff",
        "case:US NOT us",
        "a1 b1 NOT (a1 b1)",
        "a1 OR NOT b1 AND c1 NOT c1 OR a1 NOT a1",
        "title:a1 NOT a1",
        "lead:a1 NOT body:a1",
        "(a1 NEAR/2 b1) NOT a1",
        "SENTENCE(a1, b1) NOT (a1 AND b1)",
        "ATLEAST/3(a1) NOT a1",
        "title:(lead:a1)",
        "title:(a1 AND body:b1)",
        "title:a1 NEAR/5 body:b1",
        "SENTENCE(title:a1, lead:b1)",
        "outlet:(reuters NOT reuters)",
        "lang:ko AND lang:en AND a1",
        "@x NOT a1",
    ],
)
def test_what_can_never_hold_is_an_error(query):
    found = reasons(query, "error", x="a1")
    if query.startswith("a1 OR NOT"):  # one of its alternatives can hold
        assert found == [] or "almost everything" in found[0]
    else:
        assert len(found) == 1
        assert "never match" in found[0]


@pytest.mark.parametrize(
    "query",
    [
        'tariff NOT "tariff"',
        'trade NOT "trade talks"',
        "us NOT case:US",
        "a1 NOT title:a1",
        "body:a1 NOT lead:a1",
        "a1 b1 NOT (a1 NEAR/2 b1)",
        "a1 NOT ATLEAST/2(a1)",
        "title:a1 AND body:b1",
        "lead:(quote:a1)",
        "tariff* NOT tariff",
        "man NOT men",
        "country:KR AND country:US AND a1",
        "(lang:ko OR lang:en) AND lang:ko AND a1",
        "25 NOT 2.5",
    ],
)
def test_what_can_hold_is_no_error(query):
    assert reasons(query, "error") == [] or query == "man NOT men"


@pytest.mark.parametrize(
    ("query", "column", "said"),
    [
        ("the", 1, "nearly every article"),
        ("the OR steel", 1, "nearly every article"),
        ("te*", 1, "nearly every article"),
        ("lang:ko", 1, "every article of which"),
        ("steel and korea", 7, "did you mean AND"),
        ('"a b" or steel', 7, "did you mean OR"),
        ("steel near korea", 7, "did you mean NEAR/5"),
        ("US tariffs", 1, "case:US"),
        ("tariff AND 미", 12, "one syllable"),
        ("steel OR steel*", 1, "adds nothing"),
        ('korea AND (ship OR "new ship")', 20, "adds nothing"),
    ],
)
def test_what_reads_like_a_slip_is_warned_about(query, column, said):
    assert reasons(query, "error") == []
    found = [finding for finding in lint(query) if said in finding.reason]
    assert [(finding.severity, finding.line, finding.column) for finding in found] == [("warning", 1, column)]


@pytest.mark.parametrize(
    "query", ["tariff", '"trade and industry"', "the AND steel", "case:US", "미국", "steel OR quota"]
)
def test_a_sound_query_has_no_findings(query):
    assert lint(query) == ()


def test_a_mistake_is_the_error_that_compiling_raises():
    (finding,) = lint("steel AND\n(a1 NEAR b1)")
    assert finding == Finding(severity="error", reason=finding.reason, line=2, column=5)
    assert "did you mean NEAR/5" in finding.reason


def test_a_query_too_large_to_be_searched_is_let_pass():
    words = " OR ".join(f"w{number}" for number in range(1_000))
    assert lint(f"({words}) NOT ({words})") == ()
