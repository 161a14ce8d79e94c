"""Checking a name and a password: the brake first, then a hash that takes as long for nobody."""

from dataclasses import dataclass

from advicedesk.accounts import passwords
from advicedesk.accounts.errors import PasswordTooWeak, SignInRefused
from advicedesk.accounts.models import StaffMember
from advicedesk.accounts.queries import find_staff_member
from advicedesk.accounts.throttle import Throttle
from advicedesk.accounts.usernames import tidy


@dataclass(frozen=True)
class Checked:
    """Who it is, and a newer hash of the password when today's parameters ask for one."""

    staff_member: StaffMember
    newer_hash: str | None


def check(
    *, username: str, password: str, address: str, device: str | None, brake: Throttle
) -> Checked:
    """Return who it is, or refuse in the same way and time whatever was wrong."""
    name = tidy(username)
    brake.take(username=name, address=address, device=device)
    person = find_staff_member(name)
    known_hash = person.password_hash if person else None
    is_right = passwords.verify_password(known_hash, password)
    if not is_right or person is None or known_hash is None or not person.is_active:
        raise SignInRefused
    brake.forgive(username=name, address=address, device=device)
    is_old = passwords.needs_rehash(known_hash)
    return Checked(person, passwords.hash_password(password) if is_old else None)


def check_own(*, staff_member: StaffMember, password: str, brake: Throttle) -> None:
    """Check the password of somebody who is signed in already."""
    brake.take(username=staff_member.username, address="", device="own account")
    if not passwords.verify_password(staff_member.password_hash, password):
        raise SignInRefused
    brake.forgive(username=staff_member.username, address="", device="own account")


def hash_chosen(password: str, username: str) -> str:
    """Return the hash of a password that somebody chooses, or refuse a weak one."""
    weakness = passwords.find_weakness(password, username)
    if weakness:
        raise PasswordTooWeak(weakness)
    return passwords.hash_password(password)
