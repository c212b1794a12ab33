"""Why two articles are in one story or not, in the reader's language. Pure."""

from collections.abc import Mapping, Sequence
from textwrap import shorten

from monitor.config.settings import ReaderSettings
from monitor.display import visible
from monitor.model import HandMade, Kindred, SharedFact, StoryMember

_LONGEST = 90  # characters of a fact's words

_ENGLISH = {
    "member": "{told}  {outlet}  {title}  ({article}; story {story})",
    "same": "One story now.",
    "other": "Two stories now.",
    "copy": "They are copies: texts {texts:.2f}, threshold {copy:g}, at most {copied_days} days apart.",
    "event": "They tell one event: terms {terms:.2f} (threshold {event:g}), rare terms {names:.2f} "
    "(threshold {named:g}), marks {marks} (threshold {marked:g}), {apart:.0f} hours apart (at most {told_hours}).",
    "added": "They tell one event: terms {terms:.2f} and marks {marks}{cited} add up to {in_all:.2f} "
    "(threshold {told_alike:g}), {apart:.0f} hours apart (at most {told_hours}).",
    "retold": "They tell one event: one names the other as its source, the headline or lead of both tells of one day "
    "ahead, and they are {apart:.0f} hours apart (at most {retold_hours}).",
    "credited": "They tell one event: one names the other as its source, terms {terms:.2f} (threshold {event:g}), "
    "rare terms {names:.2f} (threshold {named:g}), {apart:.0f} hours apart (at most {told_hours}).",
    "cited": ", with one naming the other as its source,",
    "copied": "They are no copies but tell one event: texts {texts:.2f} are like those of copies (threshold {copy:g}), "
    "and one has a number in its headline that the other has nowhere.",
    "abroad": "They tell one event in two languages, {one} and {two}: marks {marks} (threshold {across:g}). "
    "Such stories are linked, not joined.",
    "none": "By themselves they are neither copies nor reports of one event: {reasons}.",
    "no marks": "none",
    "texts": "texts {texts:.2f}, below {copy:g}",
    "form": "texts {texts:.2f} are like those of copies (threshold {copy:g}), but two notices in one form of words: "
    "their headlines are about others, or most of their figures are others",
    "far": "{apart:.0f} hours apart, at most {told_hours} for one event",
    "foreign": "in two languages, {one} and {two}, marks {marks}, below {across:g}",
    "marks": "marks {marks}, below {marked:g}",
    "figures": "marks {marks}, below {other_figures:g}, and each has a number in its headline that the other has "
    "nowhere",
    "terms": "terms {terms:.2f}, below {event:g}",
    "names": "rare terms {names:.2f}, below {named:g}",
    "in all": "terms, marks and sources together {in_all:.2f}, below {told_alike:g}",
    "through": "Others bind them: an article joins the story of the one that it is likest, and stories are joined.",
    "likelier": "Each is in the story of an article that it is liker to, or somebody has parted them.",
    "shared": "Both tell: {words}.",
    "unshared": "They share no figure, date, place, official, body, instrument or stage.",
    "join": "{at}  story {subject} was joined to {story}, {by}: {reason}",
    "split": "{at}  article {subject} was put in story {story}, {by}: {reason}",
    "grouping": "by the grouping",
    "hand": "by {name}",
    "alone": "Nothing that it could be compared with is in its story, or near it.",
}
_KOREAN = {
    "member": "{told}  {outlet}  {title}  ({article}; 소식 {story})",
    "same": "지금은 한 소식입니다.",
    "other": "지금은 서로 다른 소식입니다.",
    "copy": "사본입니다: 본문 유사도 {texts:.2f}, 기준 {copy:g}, 간격 {copied_days}일 이내.",
    "event": "같은 사건을 다룹니다: 단어 유사도 {terms:.2f}(기준 {event:g}), 드문 단어 {names:.2f}(기준 {named:g}), "
    "표지 {marks}(기준 {marked:g}), 간격 {apart:.0f}시간({told_hours}시간 이내).",
    "added": "같은 사건을 다룹니다: 단어 {terms:.2f}, 표지 {marks}{cited} 합계 {in_all:.2f}(기준 {told_alike:g}), "
    "간격 {apart:.0f}시간({told_hours}시간 이내).",
    "retold": "같은 사건을 다룹니다: 한쪽이 다른 쪽을 출처로 밝히고 둘 다 제목이나 첫머리에서 같은 날짜의 일을 전하며, "
    "간격은 {apart:.0f}시간({retold_hours}시간 이내)입니다.",
    "credited": "같은 사건을 다룹니다: 한쪽이 다른 쪽을 출처로 밝히고, 단어 유사도 {terms:.2f}(기준 {event:g}), "
    "드문 단어 {names:.2f}(기준 {named:g}), 간격 {apart:.0f}시간({told_hours}시간 이내).",
    "cited": ", 한쪽이 다른 쪽을 출처로 밝힘,",
    "copied": "사본은 아니지만 같은 사건을 다룹니다: 본문 유사도 {texts:.2f}는 사본 수준(기준 {copy:g})이나, "
    "한쪽 제목의 숫자가 다른 쪽에는 없습니다.",
    "abroad": "두 언어({one}, {two})로 같은 사건을 다룹니다: 표지 {marks}(기준 {across:g}). "
    "이런 소식은 합치지 않고 연결합니다.",
    "none": "둘만 보면 사본도 같은 사건의 보도도 아닙니다: {reasons}.",
    "no marks": "없음",
    "texts": "본문 유사도 {texts:.2f}, 기준 {copy:g} 미만",
    "form": "본문 유사도 {texts:.2f}는 사본 수준(기준 {copy:g})이나 같은 틀로 쓴 다른 알림: "
    "제목의 대상이나 수치 대부분이 다름",
    "far": "간격 {apart:.0f}시간, 같은 사건은 {told_hours}시간 이내",
    "foreign": "언어가 다름({one}, {two}), 표지 {marks}, 기준 {across:g} 미만",
    "marks": "표지 {marks}, 기준 {marked:g} 미만",
    "figures": "표지 {marks}, 기준 {other_figures:g} 미만이고 두 제목에 각각 상대 기사에 없는 숫자가 있음",
    "terms": "단어 유사도 {terms:.2f}, 기준 {event:g} 미만",
    "names": "드문 단어 {names:.2f}, 기준 {named:g} 미만",
    "in all": "단어·표지·출처 합계 {in_all:.2f}, 기준 {told_alike:g} 미만",
    "through": "다른 기사를 통해 묶였습니다: 기사는 가장 비슷한 기사의 소식에 들어가고 소식끼리 합쳐지기도 합니다.",
    "likelier": "각각 더 비슷한 기사의 소식에 들어 있거나, 누군가 나누었습니다.",
    "shared": "함께 전하는 사실: {words}.",
    "unshared": "함께 전하는 수치, 날짜, 장소, 인물, 기관, 법령, 단계가 없습니다.",
    "join": "{at}  소식 {subject} → {story} 합침, {by}: {reason}",
    "split": "{at}  기사 {subject} → 소식 {story}(으)로 옮김, {by}: {reason}",
    "grouping": "자동 묶기",
    "hand": "{name}",
    "alone": "같은 소식에도 가까운 곳에도 견줄 기사가 없습니다.",
}
_WORDS = {"en": _ENGLISH, "ko": _KOREAN}
_REASONS = {  # as they are stored
    "ko": {"joined by hand": "직접 합침", "parted by hand": "직접 나눔"},
}


def member_line(one: StoryMember, reader: ReaderSettings) -> str:
    """An article with its outlet, headline and story."""
    words = _WORDS[reader.language]
    told = f"{one.told_at.astimezone(reader.zone):%Y-%m-%d %H:%M}"
    return words["member"].format(
        told=told, outlet=visible(one.outlet), title=visible(one.title), article=one.article_id, story=one.story_id
    )


def verdict(
    one: Kindred, is_one_story: bool, thresholds: Mapping[str, float], reader: ReaderSettings
) -> tuple[str, ...]:
    """Whether they are in one story, by which scores and `thresholds` (`monitor.stories.THRESHOLDS`)."""
    words = _WORDS[reader.language]
    values = {
        **thresholds,
        "texts": one.texts, "terms": one.terms, "names": one.names, "in_all": one.in_all, "apart": one.hours_apart,
        "marks": words["no marks"] if one.marks is None else f"{one.marks:.2f}",
        "cited": words["cited"] if one.is_cited else "",
        "one": one.languages[0] or "?", "two": one.languages[1] or "?",
    }  # fmt: skip
    lines = [words["same" if is_one_story else "other"]]
    if one.kinship == "none":
        reasons = "; ".join(words[name].format(**values) for name in _lacking(one, thresholds))
        lines.append(words["none"].format(reasons=reasons))
    else:
        lines.append(words[_told_by(one, thresholds)].format(**values))
    if is_one_story and one.kinship == "none":
        lines.append(words["through"])
    elif not is_one_story and one.kinship in ("copy", "event"):
        lines.append(words["likelier"])
    return tuple(lines)


def _told_by(one: Kindred, thresholds: Mapping[str, float]) -> str:
    """What makes kin of them."""
    if one.kinship != "event":
        return one.kinship
    if not one.is_form and one.texts >= thresholds["copy"] and one.hours_apart <= thresholds["copied_days"] * 24:
        return "copied"
    if one.terms >= thresholds["event"] and one.names >= thresholds["named"]:
        return "credited" if one.is_cited else "event"
    return "added" if one.in_all >= thresholds["told_alike"] else "retold"


def _lacking(one: Kindred, thresholds: Mapping[str, float]) -> tuple[str, ...]:
    """What keeps them from being kin."""
    is_foreign = "" not in one.languages and one.languages[0] != one.languages[1]
    marks = None if is_foreign else one.marks
    lacking = {
        "texts": one.texts < thresholds["copy"],
        "form": one.is_form,
        "far": one.hours_apart > thresholds["told_hours"],
        "foreign": is_foreign,
        "marks": marks is not None and marks < thresholds["marked"],
        "figures": marks is not None
        and one.are_figures_other
        and thresholds["marked"] <= marks < thresholds["other_figures"],
        "terms": not is_foreign and one.terms < thresholds["event"],
        "names": not is_foreign and one.names < thresholds["named"],
        "in all": not is_foreign and one.in_all < thresholds["told_alike"],
    }
    return tuple(name for name, holds in lacking.items() if holds)


def shared_line(shared: Sequence[SharedFact], reader: ReaderSettings) -> str:
    """The facts that two articles both tell."""
    words = _WORDS[reader.language]
    if not shared:
        return words["unshared"]
    told = dict.fromkeys(shorten(one.words, _LONGEST, placeholder=" …") for one in shared)
    return words["shared"].format(words=visible("; ".join(told)))


def change_line(one: HandMade, reader: ReaderSettings) -> str:
    """A join or split, with who made it and when."""
    words = _WORDS[reader.language]
    by = words["grouping"] if one.by is None else words["hand"].format(name=visible(one.by))
    reason = _REASONS.get(reader.language, {}).get(one.reason, one.reason)
    at = f"{one.at.astimezone(reader.zone):%Y-%m-%d %H:%M}"
    return words[one.what].format(at=at, subject=one.subject_id, story=one.story_id, by=by, reason=visible(reason))


def alone_line(reader: ReaderSettings) -> str:
    """That there is nothing to compare an article with."""
    return _WORDS[reader.language]["alone"]
