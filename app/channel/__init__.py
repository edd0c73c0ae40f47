# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it leaves: packages, ways out, and the outbox that never loses one."""
