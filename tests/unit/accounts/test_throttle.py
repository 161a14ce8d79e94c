"""The brake: whom it slows, whom it lets pass, and that it ends by time."""

import time

import pytest

from advicedesk.accounts.errors import TooManyTries
from advicedesk.accounts.throttle import (
    PER_ACCOUNT,
    PER_ADDRESS,
    PER_DEVICE,
    PER_PAIR,
    Throttle,
    network_of,
)


@pytest.fixture
def brake() -> Throttle:
    """Return a fresh brake."""
    return Throttle("a key")


def exhaust(brake: Throttle, tries: int, **who: str) -> None:
    """Try so many times."""
    for number in range(tries):
        brake.take(**{name: value.format(number) for name, value in who.items()})


def test_one_account_from_one_address_is_slowed_after_a_few_tries(brake: Throttle) -> None:
    exhaust(brake, PER_PAIR.amount, username="aino", address="192.0.2.1")
    with pytest.raises(TooManyTries) as refusal:
        brake.take(username="aino", address="192.0.2.1")
    assert 0 < refusal.value.retry_after <= 300


def test_a_colleague_at_the_same_address_is_not_slowed_with_them(brake: Throttle) -> None:
    exhaust(brake, PER_PAIR.amount, username="aino", address="192.0.2.1")
    for _again in range(100):
        with pytest.raises(TooManyTries):
            brake.take(username="aino", address="192.0.2.1")
    brake.take(username="bertil", address="192.0.2.1")


def test_an_account_is_slowed_from_many_addresses_together(brake: Throttle) -> None:
    exhaust(brake, PER_ACCOUNT.amount, username="aino", address="192.0.2.{}")
    with pytest.raises(TooManyTries):
        brake.take(username="aino", address="198.51.100.1")


def test_a_known_device_passes_while_the_account_is_guessed_at(brake: Throttle) -> None:
    exhaust(brake, PER_ACCOUNT.amount, username="aino", address="192.0.2.{}")
    brake.take(username="aino", address="192.0.2.1", device="her own browser")


def test_a_known_device_has_an_end_too(brake: Throttle) -> None:
    exhaust(brake, PER_DEVICE.amount, username="aino", address="192.0.2.1", device="stolen")
    with pytest.raises(TooManyTries):
        brake.take(username="aino", address="203.0.113.9", device="stolen")


def test_an_address_that_tries_many_names_is_slowed(brake: Throttle) -> None:
    exhaust(brake, PER_ADDRESS.amount, username="name{}", address="192.0.2.1")
    with pytest.raises(TooManyTries):
        brake.take(username="another", address="192.0.2.1")
    brake.take(username="another", address="192.0.2.2")


def test_getting_it_right_forgets_the_tries(brake: Throttle) -> None:
    exhaust(brake, PER_PAIR.amount, username="aino", address="192.0.2.1")
    brake.forgive(username="aino", address="192.0.2.1")
    brake.take(username="aino", address="192.0.2.1")


def test_the_brake_ends_by_time(brake: Throttle, monkeypatch: pytest.MonkeyPatch) -> None:
    exhaust(brake, PER_PAIR.amount, username="aino", address="192.0.2.1")
    with pytest.raises(TooManyTries) as refusal:
        brake.take(username="aino", address="192.0.2.1")
    later = time.time() + refusal.value.retry_after + 1
    monkeypatch.setattr(time, "time", lambda: later)
    brake.take(username="aino", address="192.0.2.1")


def test_what_was_typed_is_held_nowhere(brake: Throttle) -> None:
    brake.take(username="my password by mistake", address="192.0.2.1")
    assert "my password" not in repr(vars(brake._windows.storage))


def test_two_installations_hash_differently() -> None:
    first, second = Throttle("one key"), Throttle("another key")
    assert first._hash("account", "aino") != second._hash("account", "aino")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_ipv6_counts_by_the_network_one_household_has(address: str, network: str) -> None:
    assert network_of(address) == network
