"""The four roles and what each may do. Imports nothing of the house."""

from enum import StrEnum


class Role(StrEnum):
    """What a staff member is at a desk, in the organisation or for an authority."""

    COUNSELLOR = "counsellor"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    PARTNER = "partner"


AT_A_DESK = frozenset({Role.COUNSELLOR, Role.SUPERVISOR})
"""Roles that are held at one desk; an administrator's reaches the whole organisation."""
