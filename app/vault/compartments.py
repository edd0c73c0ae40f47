# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The compartments of a vault, each a file with a key of its own, and which roles open which."""

DOSSIERS = "dossiers"
SIGNALS = "signals"
LIBRARY = "library"
PRACTICE = "practice"

ADMINISTRATION = "administration"
"""Holds a trail alone: what administrators decide is on record in it, whatever else they may open."""

CREATED = (DOSSIERS, SIGNALS, LIBRARY, PRACTICE, ADMINISTRATION)
"""The compartments that a new vault has."""

AUTHORITY = "authority"
"""No compartment: the key with which administrators sign who may open what."""

ROLE_COMPARTMENTS: dict[str, frozenset[str]] = {
    "interviewer": frozenset({DOSSIERS, SIGNALS}),
    "signal_coordinator": frozenset({SIGNALS}),
    "team_lead": frozenset({LIBRARY}),
    "trainer": frozenset({PRACTICE, LIBRARY}),
    "trainee": frozenset({PRACTICE}),
    "administrator": frozenset({AUTHORITY, ADMINISTRATION}),
}
"""What each role may open. A slot holds the keys of these and of no others."""


def compartments_of(roles: frozenset[str]) -> frozenset[str]:
    """Give the compartments that a person with these roles may open."""
    return frozenset().union(*(ROLE_COMPARTMENTS[role] for role in roles))


def file_of(compartment: str) -> str:
    """Give the name of a compartment's file within the vault's folder."""
    return f"{compartment}.db"
