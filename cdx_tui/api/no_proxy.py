"""Decide whether `NO_PROXY` excludes a host from the environment's proxy."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

import httpx

from cdx_tui.api.connection import is_loopback

__all__ = ["bypasses_proxy"]

_BRACKETED: Final = re.compile(r"\[([^\]]*)\](/\d+)?(?::(.*))?")
"""An entry such as `[fd00::7]`, `[fd00::7]:8443` or `[fd00::]/8`."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def bypasses_proxy(host: str, port: int, no_proxy: str) -> bool:
    """Return whether requests to a host are made without a proxy.

    An entry is `*`, a host name, an IP address or a network in CIDR notation, each optionally with
    a port; a name includes its subdomains. Curl and Go agree on that much. Where they differ:

    * Entries are separated by commas and blanks (curl): no entry can contain a blank, so Go's
      reading of `a b` as one name can never be intended.
    * `.example.com` includes `example.com` itself (curl): it is the older and wider reading, from
      which the list of most machines was written. `*.example.com` is only its subdomains (Go):
      curl does not know that form.
    * A dot at the end of the host or an entry is ignored (curl): it names the same host.
    * `*` counts among other entries too, and `0.0.0.0/0` and `::/0` match every address (Go): there
      is nothing else that they could mean.
    * `example.com:8443` applies to that port, and `:443` to an https URL that names no port (Go):
      curl compares the port as if it belonged to the name, so it never matches.
    * IPv6 addresses match in any spelling, with and without brackets, and as networks (Go, newer
      versions of curl); brackets without a port are known to neither, but mean nothing else.
      IPv4-mapped addresses match as IPv4 (Go).
    * A name never matches the end of an address (curl): Go's `2.3` matches `10.1.2.3`.
    * A network's port, as in `10.0.0.0/8:8443`, is compared: Go ignores such an entry, curl the
      port.
    * International names match in Unicode and in Punycode (Go).
    * Loopback addresses and `localhost` always bypass the proxy (Go): it could not reach them.

    Args:
        host: The host name or address, without brackets.
        port: The port, whether the URL names it or not.
        no_proxy: The value of the variable.
    """
    if is_loopback(host):
        return True
    host = host.lower()
    return any(_matches(entry, host, port) for entry in re.split(r"[,\s]+", no_proxy.lower()))


def _matches(entry: str, host: str, port: int) -> bool:
    if entry == "*":
        return True
    name, wanted_port = _split_port(entry)
    if wanted_port not in ("", str(port)):
        return False
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return _includes_name(name, host)
    return _includes_address(name, address)


def _split_port(entry: str) -> tuple[str, str]:
    bracketed = _BRACKETED.fullmatch(entry)
    if bracketed:
        address, prefix, port = bracketed.groups(default="")
        return address + prefix, port
    if entry.count(":") == 1:
        name, _, port = entry.partition(":")
        return name, port
    return entry, ""


def _includes_address(entry: str, address: _Address) -> bool:
    _, slash, prefix = entry.partition("/")
    if slash and not prefix.isdecimal():  # a netmask, which `ip_network` accepts
        return False
    try:
        network = ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if address.version == 6 else None
    return address in network or (mapped is not None and mapped in network)


def _includes_name(entry: str, host: str) -> bool:
    has_wildcard = entry.startswith("*.")
    domain = _in_ascii(entry.removeprefix("*").removeprefix(".") if has_wildcard else entry)
    name = _in_ascii(host)
    if not domain:
        return False
    return name.endswith(f".{domain}") or (name == domain and not has_wildcard)


def _in_ascii(name: str) -> str:
    """Return a host name as the resolver is given it, without a dot at either end."""
    name = name.removeprefix(".").removesuffix(".")
    if name.isascii():
        return name
    try:
        return httpx.URL(scheme="https", host=name).raw_host.decode("ascii")
    except httpx.InvalidURL:
        return name
