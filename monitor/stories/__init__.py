"""Which articles are one piece of news. Pure."""

from monitor.stories.fingerprint import SAME, SIZE, resemblance, sketch

__all__ = ["SAME", "SIZE", "resemblance", "sketch"]
