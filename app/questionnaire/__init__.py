# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may be asked: questionnaires, their expressions, and what an answer changes."""
