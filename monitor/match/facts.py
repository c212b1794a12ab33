"""What is known of an article besides its text, as the fields of a query ask for it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.match.syntax import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Facts of one article. What is not known matches no field."""

    outlet: str = ""  # the name readers see: outlet:yonhap, outlet:"Financial Times"
    language: str | None = None  # BCP 47: "en", "ko-KR"
    countries: tuple[str, ...] = ()  # ISO 3166 alpha-2
    topics: tuple[str, ...] = ()  # ids of the taxonomy
    origins: tuple[str, ...] = ()  # whom the report comes from: agencies, offices, other outlets

    def values(self) -> Iterator[tuple[Field, str]]:
        """Every fact with the field that asks for it."""
        for field, values in (
            (Field.OUTLET, (self.outlet,)),
            (Field.LANGUAGE, (self.language or "",)),
            (Field.COUNTRY, self.countries),
            (Field.TOPIC, self.topics),
            (Field.ORIGIN, self.origins),
        ):
            yield from ((field, value) for value in values if value)
