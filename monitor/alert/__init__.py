"""Alerts on their way out: what they say, where they go, and what became of them.

sentences.py  the two sentences that show best why
messages.py   a dispatch as people read it, in their language and zone
words.py      the words of that in their language
korean_figures.py  figures, measures and amounts in Korean
became.py     what became of an alert, in words
digests.py    what some days brought, in words
documents.py  a dispatch as programs read it
channels.py   what a line of [alerts] channels stands for; the console and the file
services.py   Slack, Teams, Telegram, ntfy and others, through Apprise
mail.py       SMTP
webhook.py    HTTP, signed
atom.py       a feed of alerts
calls.py      calls that may hang; names without secrets
deliver.py    one try at one channel
"""

from monitor.alert.became import became_lines
from monitor.alert.channels import Channel, LetterChannel, open_channel
from monitor.alert.deliver import parts_for, try_channel
from monitor.alert.digests import digest_lines, digest_subject
from monitor.alert.korean_figures import korean_figures, korean_measure
from monitor.alert.messages import Message, compose
from monitor.alert.words import in_reader_words

__all__ = [
    "Channel",
    "LetterChannel",
    "Message",
    "became_lines",
    "compose",
    "digest_lines",
    "digest_subject",
    "in_reader_words",
    "korean_figures",
    "korean_measure",
    "open_channel",
    "parts_for",
    "try_channel",
]
