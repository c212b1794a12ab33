"""All that the sentences of an article say, in one go. Pure."""

from datetime import datetime

from monitor.facts.calendar import find_dates
from monitor.facts.figures import find_figures
from monitor.facts.instruments import find_instruments
from monitor.facts.officials import find_officials
from monitor.facts.people import Officials
from monitor.facts.stages import find_stages
from monitor.facts.text import Sentences
from monitor.model import Findings, Origin, Places


def find_facts(
    article: Sentences,
    published_at: datetime | None,
    places: Places,
    origins: tuple[Origin, ...] = (),
    listed: Officials | None = None,
) -> Findings:
    """Dates ahead, figures, instruments, officials and stages of an article, with the `origins` found before.

    `listed`: the officials and bodies known by name, those of officials.toml unless given.

    Dates are resolved against the day of `published_at` in its own offset: the publisher's day, not UTC's.
    """
    today = published_at.date() if published_at else None
    return Findings(
        origins=origins,
        dates=find_dates(article, today),
        figures=find_figures(article, today, places),
        instruments=find_instruments(article),
        officials=find_officials(article, places, listed),
        stages=find_stages(article, today, places),
    )
