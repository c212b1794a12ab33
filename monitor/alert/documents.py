"""Dispatches as JSON documents, for programs: what a webhook is sent and a file holds (README.md). Pure."""

from datetime import datetime
from typing import Any

from monitor.alert.messages import compose
from monitor.alert.sentences import quotes
from monitor.config.settings import ReaderSettings
from monitor.model import Alert, Dispatch

SCHEMA = 1


def document(dispatch: Dispatch, delivery_id: str, reader: ReaderSettings) -> dict[str, Any]:
    """The document of one message. Times in ISO 8601 with their offset; texts as the publishers wrote them.

    Nothing in it depends on the try: a repeat differs at most by who else has the story by then.
    """
    lead, coverage = dispatch.lead, dispatch.coverage
    message = compose(dispatch, reader)
    return {
        "schema": SCHEMA,
        "delivery_id": delivery_id,
        "message_id": dispatch.message_id,
        **_alert(lead),
        "watches": list(dispatch.watches),
        "story": None
        if coverage is None
        else {
            "story_id": coverage.story_id,
            "outlets": coverage.outlet_count,
            "first_outlet": coverage.first_outlet,
            "independent_origins": coverage.independent_origin_count,
        },
        "sentences": [{"text": one.text, "marks": one.marks} for one in quotes(dispatch.alerts)],
        "alerts": [_alert(one) for one in dispatch.alerts],
        "subject": message.subject,
        "message": message.text,
    }


def _alert(alert: Alert) -> dict[str, Any]:
    return {
        "alert_id": alert.alert_id,
        "kind": alert.kind,
        "reason": alert.reason,
        "watch": alert.watch,
        "priority": alert.priority,
        "raised_at": alert.raised_at.isoformat(),
        "article_id": alert.article_id,
        "title": alert.title,
        "outlet": alert.outlet,
        "url": alert.url,
        "published_at": _moment(alert.published_at),
        "excerpt": alert.excerpt,
        "marks": alert.marks,
        "topics": list(alert.topics),
        "note": alert.note,
        "days": list(alert.days),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
