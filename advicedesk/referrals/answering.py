"""The receiver's answer by the slip's page: its signed form, its brake, its words.

There is no session to steal there. The page's address is itself the secret: whoever has it may
answer, with or without a form, so a foreign site gains nothing by making a browser post. The form
carries a token all the same, signed by the house and bound to this slip and the moment: a preview
of a link, a stored copy or a script that only knows the address posts nothing. A browser that says
that the form came from another site is refused as well.
"""

import math
import time
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from advicedesk.accounts.throttle import network_of
from advicedesk.accounts.tokens import keyed_hash
from advicedesk.referrals.errors import TooManyAnswers

TOKEN_SECONDS = 24 * 60 * 60  # a page may stay open at a counter for a day
PER_SLIP = RateLimitItemPerHour(12)
PER_ADDRESS = RateLimitItemPerHour(240)  # a whole house answers from one address
IN_ALL = RateLimitItemPerDay(20_000)
_SALT = "slip-answer"


def form_token(key: str, slip_token: str) -> str:
    """Return what proves that an answer was sent from a form of this slip."""
    return URLSafeTimedSerializer(key, salt=_SALT).dumps(keyed_hash(key, _SALT, slip_token)[:16])


def is_form_token(key: str, slip_token: str, sent: str) -> bool:
    """Tell whether a form's token is of this slip and not too old."""
    if len(sent) > 200:
        return False
    try:
        told = URLSafeTimedSerializer(key, salt=_SALT).loads(sent, max_age=TOKEN_SECONDS)
    except BadSignature:
        return False
    return bool(told == keyed_hash(key, _SALT, slip_token)[:16])


class AnswerBrake:
    """Counts the answers by slip and by network; one for each application, in memory."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def take(self, slip_token: str, address: str) -> None:
        """Count one answer, or raise TooManyAnswers."""
        slip = keyed_hash(self._key, _SALT, "slip", slip_token)
        network = keyed_hash(self._key, _SALT, "network", network_of(address))
        counts: tuple[tuple[RateLimitItem, str], ...] = (
            (PER_SLIP, slip),
            (PER_ADDRESS, network),
            (IN_ALL, "all"),
        )
        for limit, name in counts:
            if not self._windows.hit(limit, name):
                reset = self._windows.get_window_stats(limit, name).reset_time
                raise TooManyAnswers(max(1, math.ceil(reset - time.time())))


@dataclass(frozen=True)
class FoundPlace:
    """A place that the receiver may name: id, the authority's own name, where it is."""

    public_id: str
    name: str
    where: str
