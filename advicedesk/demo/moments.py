"""When the made-up desks are visited: days, and the minutes in them, up to now (pure)."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from advicedesk.demo.shares import FRIDAY_HOURS, HOURS, SEASONS, VISITS_A_DAY

FRIDAY = 4
LEAST_TODAY = 8


def first_day(today: date, months: int) -> date:
    """Return the first day of the first of so many months, this one included."""
    number = today.year * 12 + today.month - months
    return date(number // 12, number % 12 + 1, 1)


def moments_of(
    rng: Random, desk_code: str, days: tuple[date, date], closed: Collection[date], zone: ZoneInfo
) -> Iterator[datetime]:
    """Yield when visits of a desk begin, from the first day to the day before the last."""
    day, last = days
    while day < last:
        if day not in closed:
            yield from moments_of_day(rng, desk_code, day, zone)
        day += timedelta(days=1)


def moments_of_day(rng: Random, desk_code: str, day: date, zone: ZoneInfo) -> list[datetime]:
    """Return when visits of a desk begin on an ordinary day, in order."""
    usual = VISITS_A_DAY[desk_code][day.weekday()] * SEASONS[day.month - 1]
    count = max(0, round(rng.gauss(usual, usual**0.5))) if usual else 0
    hours = FRIDAY_HOURS if day.weekday() == FRIDAY else HOURS
    clock = rng.choices(list(hours), list(hours.values()), k=count)
    return sorted(datetime.combine(day, time(hour, rng.randrange(60)), zone) for hour in clock)


def moments_of_today(rng: Random, desk_code: str, now: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return when today's visits began; a few even on a day or at an hour when the desk rests."""
    local = now.astimezone(zone)
    ordinary = [
        moment for moment in moments_of_day(rng, desk_code, local.date(), zone) if moment <= now
    ]
    if len(ordinary) >= LEAST_TODAY:
        return ordinary
    midnight = datetime.combine(local.date(), time(), zone)
    begins = max(midnight.astimezone(UTC), now.astimezone(UTC) - timedelta(hours=4))
    minutes = int((now - begins).total_seconds() // 60)
    drawn = (begins + timedelta(minutes=rng.randrange(minutes + 1)) for _ in range(LEAST_TODAY + 2))
    return sorted(moment.replace(second=0, microsecond=0).astimezone(zone) for moment in drawn)
