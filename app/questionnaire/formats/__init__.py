# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The forms in which a questionnaire is written: workbooks of XLSForm, as grids of text, and YAML."""
