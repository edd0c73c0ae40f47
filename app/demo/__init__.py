# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Plays a whole hearing from a script: real services, the real window, real keys, no screen."""
