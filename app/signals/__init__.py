# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was noticed: the catalogue, observations, signal reports and their routes."""
