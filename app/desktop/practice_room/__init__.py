# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The practice room: choosing a scenario, practising it in the hearing room, and talking it through."""
