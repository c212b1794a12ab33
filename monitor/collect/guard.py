"""Which addresses may be dialled. Pure.

A feed list, a feed and a redirect are all written by others; without this they could make the monitor
read its own machine's and its network's services (server-side request forgery).
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from monitor.errors import RefusedError

Network = IPv4Network | IPv6Network

# Ports below 1024 other than the web's own belong to other services. Above, the WHATWG Fetch standard's
# "bad ports" and the databases that speak loosely enough to be fooled by a request line.
_WEB_PORTS = frozenset({80, 443})
_OTHER_SERVICES = frozenset({
    1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
    6697, 10080, 3306, 5432, 6379, 11211, 27017,
})  # fmt: skip

# Never the public web, whatever the interpreter's tables say: they grew between patch releases.
_NEVER = (
    IPv4Network("100.64.0.0/10"),  # carrier-grade NAT; a cloud's metadata service lives here too
    IPv4Network("192.0.0.0/24"),
    IPv4Network("168.63.129.16/32"),  # Azure's host agent, on a public address
    IPv6Network("64:ff9b:1::/48"),  # local NAT64, RFC 8215
    IPv6Network("fec0::/10"),  # site-local, deprecated
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291, 2.5.5.1, deprecated


def check_url(url: str) -> None:
    """Raise RefusedError unless `url` is http(s), names a host and no user, and its port is the web's.

    Ports: 80, 443, and from 1024 up all but those of well-known other services.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as exc:
        raise RefusedError(url, "not an address") from exc
    if parts.scheme not in ("http", "https"):
        raise RefusedError(url, f"scheme not allowed: {parts.scheme or 'none'}")
    if not parts.hostname:
        raise RefusedError(url, "no host in the address")
    if "@" in parts.netloc:
        raise RefusedError(url, "user name in the address")
    if port is not None and port not in _WEB_PORTS and (port < 1024 or port in _OTHER_SERVICES):
        raise RefusedError(url, f"port not allowed: {port}")


def check_address(address: str, allow_networks: Sequence[Network] = ()) -> None:
    """Raise RefusedError unless the IP address is on the public internet or in a network opened by hand.

    IPv6 forms that carry an IPv4 address (mapped, compatible, 6to4, Teredo, NAT64) are judged by it.
    """
    try:
        given = ip_address(address)
    except ValueError as exc:
        raise RefusedError(address, f"address not allowed: {address}") from exc
    carried = _carried(given)
    for network in allow_networks:
        if given in network or carried in network:
            return
    if not _is_public(carried):
        raise RefusedError(address, f"address not allowed: {address}")


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 one, where a gateway or the kernel would unwrap it."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 0xFFFF):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if any(address in network for network in _NEVER):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )
