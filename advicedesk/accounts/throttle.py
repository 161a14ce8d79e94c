"""The brake on guessing passwords: counted before anything is hashed, and it ends by time.

An account alone would lock its own person out, an address alone a whole desk. So pairs of both
are counted too, and a browser in which the person has signed in before has a count of its own.
Kept in memory: what is typed never reaches the disk, only keyed hashes are held at all.
"""

import ipaddress
import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from advicedesk.accounts.errors import TooManyTries
from advicedesk.accounts.tokens import keyed_hash

PER_DEVICE = RateLimitItemPerMinute(10, 5)
PER_PAIR = RateLimitItemPerMinute(8, 5)
PER_ACCOUNT = RateLimitItemPerMinute(25, 15)
PER_ADDRESS = RateLimitItemPerMinute(60, 5)


class Throttle:
    """Counts tries to sign in; one for each application."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def take(self, *, username: str, address: str, device: str | None = None) -> None:
        """Count one try, or raise TooManyTries."""
        for limit, name in self._counts(username, address, device):
            if not self._windows.hit(limit, name):
                reset = self._windows.get_window_stats(limit, name).reset_time
                raise TooManyTries(max(1, math.ceil(reset - time.time())))

    def forgive(self, *, username: str, address: str, device: str | None = None) -> None:
        """Forget the tries of somebody who got it right; the address's count stays."""
        for limit, name in self._counts(username, address, device):
            if limit is not PER_ADDRESS:
                self._windows.clear(limit, name)

    def _counts(
        self, username: str, address: str, device: str | None
    ) -> list[tuple[RateLimitItem, str]]:
        if device:
            return [(PER_DEVICE, self._hash("device", username, device))]
        network = network_of(address)
        # the narrowest first: a pair that is used up takes nothing from a whole desk's address
        return [
            (PER_PAIR, self._hash("pair", username, network)),
            (PER_ACCOUNT, self._hash("account", username)),
            (PER_ADDRESS, self._hash("address", network)),
        ]

    def _hash(self, *parts: str) -> str:
        return keyed_hash(self._key, "throttle", *parts)


def network_of(address: str) -> str:
    """Return the address, or the /64 that one household or machine has of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)).network_address)
    return str(parsed)
