# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires in the making: drafts, comparison, review and publication."""
