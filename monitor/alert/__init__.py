"""Alerts on their way out: what they say, where they go, and what became of them."""

from monitor.alert.channels import Channel, open_channel
from monitor.alert.deliver import deliver
from monitor.alert.messages import Message, compose

__all__ = ["Channel", "Message", "compose", "deliver", "open_channel"]
