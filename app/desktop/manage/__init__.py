# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The room in which one looks after the program and the vault: settings, trail, verifying, terms."""
