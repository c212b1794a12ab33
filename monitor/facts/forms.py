"""What a way to write a date is. Pure."""

import re
from collections.abc import Callable
from datetime import date

from monitor.facts.cues import Cued
from monitor.model import Precision

Days = tuple[date | None, date | None, Precision]  # first and last day it may be, and how sharp that is
Form = tuple[Cued, Callable[[re.Match[str], date | None], Days | None]]
