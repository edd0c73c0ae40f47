# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The library: versions of questionnaires, drafts of next ones, and their review."""
