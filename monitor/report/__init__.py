"""What a run did, for people. Pure."""

from monitor.report.run_report import to_markdown, to_text, window

__all__ = ["to_markdown", "to_text", "window"]
