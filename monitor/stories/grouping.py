"""New reports and what they are like -> the story each joins, and the stories that turn out to be one. Pure.

A report joins the story of the article it is most like. One like article is enough, but not where most others of the
story that were compared are unlike: so a chain of reports, each a little like the next, does not grow together.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.model import Grouped, Link, Merge, Rarity, Report
from monitor.stories.likeness import EVENT, Kinship, Likeness, are_foreign

_LOOSE = 0.6 * EVENT  # what the articles of a story that were compared must reach on average


@dataclass(slots=True)
class _Bond:
    """What binds a report to a story."""

    likest: Report
    likeness: float = 0.0
    is_copy: bool = False
    compared: list[float] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return self.is_copy or (self.likeness >= EVENT and sum(self.compared) / len(self.compared) >= _LOOSE)


def group(
    newcomers: Sequence[Report],
    others: Mapping[str, Report],
    candidates: Mapping[str, Sequence[str]],
    rarity: Rarity,
    alike: Mapping[tuple[str, str], float] | None = None,
    cited: Mapping[tuple[str, str], bool] | None = None,
    parted: Collection[tuple[str, str]] = (),
) -> Grouped:
    """The stories of `newcomers`, in order of arrival.

    `candidates` has for each the articles that it may be like: stored (in `others`, with their stories) or earlier
    newcomers. `alike` is the likeness of such pairs in their marks, `cited` are those of which one names the outlet of
    the other as its source, with whether both tell one day ahead. `parted` are pairs of stories that somebody has
    parted: they are never found to be one.
    """
    likeness = Likeness(rarity, alike, cited)
    apart = {frozenset(pair) for pair in parted}
    known = {**others, **{one.article_id: one for one in newcomers}}
    stories = {name: one.story_id for name, one in others.items() if one.story_id}
    copies: dict[str, str] = {}
    merges: list[Merge] = []
    links: list[Link] = []
    for one in newcomers:
        name = one.article_id
        near = [known[other] for other in candidates.get(name, ()) if other in stories]
        kin = [(other, likeness.kinship(one, other)) for other in near]
        links += [
            Link(article_id=name, other_id=other.article_id, strength=likeness.of_marks(one, other) or 0.0)
            for other, kinship in kin
            if kinship is Kinship.ABROAD
        ]
        bonds = {story: bond for story, bond in _bonds(one, kin, stories, likeness).items() if bond.holds}
        best = max(bonds, key=lambda story: (bonds[story].is_copy, bonds[story].likeness, story), default=name)
        stories[name] = best
        if best in bonds and bonds[best].is_copy:
            copies[name] = bonds[best].likest.article_id
        for story, bond in bonds.items():
            if story != best and _are_one(bond.likest, bonds[best].likest, likeness):
                ends, into = _by_age((story, bond), (stories[name], bonds[best]))
                if frozenset((ends, into)) in apart:
                    continue
                merges.append(Merge(story_id=ends, into_id=into, reason=f"{name} tells of both"))
                stories = {other: into if held == ends else held for other, held in stories.items()}
                apart = {frozenset(into if held == ends else held for held in pair) for pair in apart}
    return Grouped(
        stories={one.article_id: stories[one.article_id] for one in newcomers},
        copies=copies,
        merges=tuple(merges),
        links=tuple(links),
    )


def _are_one(one: Report, other: Report, likeness: Likeness) -> bool:
    """Whether the stories of two articles that a third is like are one: by their words, unless their marks are known
    to have nothing in common, as where each headline has a country of its own. Time does not part them."""
    return likeness.of(one, other) >= EVENT and likeness.of_marks(one, other) != 0


def _bonds(
    one: Report, near: Sequence[tuple[Report, Kinship]], stories: Mapping[str, str], likeness: Likeness
) -> dict[str, _Bond]:
    """What binds a report to each story that has an article of its kin."""
    related = {stories[other.article_id] for other, kinship in near if kinship in (Kinship.COPY, Kinship.EVENT)}
    bonds: dict[str, _Bond] = {}
    for other, kinship in near:
        story = stories[other.article_id]
        is_kin = kinship in (Kinship.COPY, Kinship.EVENT)
        if story not in related or (not is_kin and are_foreign(one.profile, other.profile)):
            # Terms of two languages cannot be compared, and of the rest most are passed over: likeness costs more than
            # kinship, which marks or the clock often settle.
            continue
        bond = bonds.setdefault(story, _Bond(likest=other))
        value = likeness.of_event(one, other)
        bond.compared.append(value)
        is_copy = kinship is Kinship.COPY
        if is_kin and (is_copy, value) > (bond.is_copy, bond.likeness):
            bond.likest, bond.is_copy, bond.likeness = other, is_copy, value
    return bonds


def _by_age(one: tuple[str, _Bond], other: tuple[str, _Bond]) -> tuple[str, str]:
    """The younger of two stories, then the older, as far as they were compared."""
    (_, younger), (_, older) = sorted(((bond.likest.told_at, story) for story, bond in (one, other)), reverse=True)
    return younger, older
