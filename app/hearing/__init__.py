# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was asked and answered: hearings, sessions, turns and the revisions of answers."""
