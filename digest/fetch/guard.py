"""Which addresses may be asked, judged where it cannot be evaded: when the socket is made.

``refusal`` is the policy, a pure function of one IP address. ``Guard`` applies it as aiohttp's socket factory, so
every spelling of a literal, every name, every redirect and every changed answer of a name server meets it.

Sources: RFC 4291 (mapped, compatible, site-local), 6052 and 8215 (NAT64), 3056 (6to4), 4380 (Teredo), 6890 (special use).
"""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from digest.errors import ConfigError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/96"))
_SPECIAL = (ipaddress.ip_network("192.88.99.0/24"), ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("64:ff9b:1::/48"))
"""6to4 relays, protocol assignments, local NAT64: public to the standard library, but of no public server."""


def refusal(address: str) -> str:
    """Why nothing may be fetched from this IP address, in words; empty when it may.

    ``ipaddress.is_global`` alone is not enough: it lets multicast, site-local and relay addresses pass, and IPv6
    addresses that carry an inner IPv4 one. The address must be public, and so must every IPv4 address inside it;
    mapped, NAT64 and 6to4 addresses are only as good as what they carry, Teredo and compatible ones are refused.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address[:80]!r} is no IP address"
    inner = _carried(parsed) if isinstance(parsed, ipaddress.IPv6Address) else None
    reason = _why_not(inner or parsed)
    return f"{address} is {reason}" if reason else ""


def _why_not(address: IPAddress) -> str:
    kinds = (
        ("unspecified", address.is_unspecified),
        ("an address of this machine", address.is_loopback),
        ("a multicast address", address.is_multicast),
        ("a link-local address", address.is_link_local),
        ("a site-local address", isinstance(address, ipaddress.IPv6Address) and address.is_site_local),
        ("a private address", address.is_private),
        ("a reserved address", address.is_reserved or any(address in network for network in _SPECIAL)),
        ("not a public address", not address.is_global),
    )
    return next((name for name, holds in kinds if holds), "")


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to, where the outer one says nothing by itself: mapped, NAT64, 6to4."""
    if any(address in network for network in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class RefusedError(OSError):
    """The guard let no socket be made; an ``OSError``, for aiohttp wraps those and tries the next address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Makes sockets, but only towards addresses that may be asked."""

    networks: tuple[IPNetwork, ...]
    endpoints: frozenset[tuple[str, int]]
    """(address, port) of mapped origins."""

    def __call__(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for what ``getaddrinfo`` found; raises ``RefusedError`` when it may not be asked."""
        family, kind, protocol, _, (address, port, *_) = info
        reason = "" if self._is_allowed(address, port) else refusal(address)
        if reason:
            raise RefusedError(errno.EACCES, f"{reason}; if you trust it, name its network in [gather] allow_private_addresses")
        return socket.socket(family, kind, protocol)

    def _is_allowed(self, address: str, port: int) -> bool:
        parsed = ipaddress.ip_address(address.partition("%")[0])
        return (address, port) in self.endpoints or any(parsed in network for network in self.networks)


def guard(networks: Sequence[str], endpoints: Sequence[tuple[str, int]]) -> Guard:
    """A guard that lets these networks of one's own and these (address, port) pairs pass too.

    Raises ``ConfigError`` for what is no network.
    """
    return Guard(networks=tuple(map(_network, networks)), endpoints=frozenset(endpoints))


def _network(text: str) -> IPNetwork:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        raise ConfigError(f"{text!r} is no network; write it as 10.0.0.0/8", key="gather.allow_private_addresses") from error
