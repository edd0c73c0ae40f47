# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of the rooms, for `Navigator.go`, `Registry.bind` and the rooms of an action."""

UNLOCK = "unlock"
WORKLIST = "worklist"
HEARING_ROOM = "hearing_room"
CLOSING = "closing"
SIGNAL_DESK = "signal_desk"
PEOPLE = "people"
PRACTICE = "practice"
PRACTICE_HEARING = "practice_hearing"
LIBRARY = "library"
TRIAL = "trial"
HAND_OVER = "hand_over"
MANAGE = "manage"
