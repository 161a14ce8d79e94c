"""The brake on sending feedback by machine: kept in memory, under keyed hashes, ends by time.

The page stands open to everyone, so the whole of a day is counted too: nobody fills the disk.
"""

import math
import time

from limits import RateLimitItemPerDay, RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from advicedesk.accessibility.errors import TooMuchFeedback
from advicedesk.accounts.throttle import network_of
from advicedesk.accounts.tokens import keyed_hash

# a house's visitors share one address
PER_ADDRESS = RateLimitItemPerHour(10)
IN_ALL = RateLimitItemPerDay(300)


class Brake:
    """Counts what is sent; one for each application."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def take(self, address: str) -> None:
        """Count one message from an address, or raise TooMuchFeedback."""
        place = keyed_hash(self._key, "feedback", network_of(address))
        for limit, name in ((PER_ADDRESS, place), (IN_ALL, "all")):
            if not self._windows.hit(limit, name):
                reset = self._windows.get_window_stats(limit, name).reset_time
                raise TooMuchFeedback(max(1, math.ceil(reset - time.time())))
