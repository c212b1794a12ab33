"""A small real web site with feeds on loopback, written for this project; the demo and the tests read it.

with Newsroom(day=date(2025, 4, 21)) as room:
    poll(room.feeds)
    room.day = date(2025, 4, 22)
"""

from datetime import date

from monitor.newsroom.articles import Piece, Quirk, Truth
from monitor.newsroom.server import Newsroom, Request

FIRST_DAY = date(2025, 4, 9)
LAST_DAY = date(2025, 4, 22)

__all__ = ["FIRST_DAY", "LAST_DAY", "Newsroom", "Piece", "Quirk", "Request", "Truth"]
