# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it is printed: the only room that knows how a PDF file is made."""
