# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The expression language of XForms: XPath 1.0 with the functions of OpenRosa, over a small node interface.

`parser` reads an expression, `printer` writes it back, `compiler` makes closures of it, `nodes` says what a
tree must offer, `xml_tree` is such a tree. What the language offers, and what was chosen where engines
differ, stands in ``docs/expressions.md``.
"""
