# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Memory that SQLite sets aside for what its statements need, so that the system need not be asked each time.

With memory security on, SQLCipher has the system lock and release every small piece of memory that SQLite
asks for (`mlock`), some forty times for each act that is written: a quarter of the time it takes. SQLite
can take small pieces from a block that each connection asks for once ("lookaside"), and which is locked once
and wiped when the connection is closed. The block that it asks for by itself is full once some ten statements
are prepared. Python's module has no word for this setting, so SQLite's own function is called.

Source: https://www.sqlite.org/malloc.html#lookaside and https://www.sqlite.org/c3ref/config.html
"""

import ctypes

from sqlcipher3 import _sqlite3

_OK = 0
_SQLITE_CONFIG_LOOKASIDE = 13
_PIECE = 1200
"""Bytes, as SQLite has it by itself."""
_PIECES = 400
"""Where more no longer makes a difference that can be measured."""


def set_aside() -> bool:
    """Have connections opened from now on set aside a larger block; there may be none open yet.

    Returns:
        whether it could be done; where SQLite's functions cannot be reached (Windows), all works as before.
    """
    try:
        sqlite = ctypes.CDLL(_sqlite3.__file__)
        end, config, begin = sqlite.sqlite3_shutdown, sqlite.sqlite3_config, sqlite.sqlite3_initialize
    except (OSError, AttributeError):
        return False
    # It may only be said before SQLite begins, which importing its module made it do.
    end()
    set_it: int = config(_SQLITE_CONFIG_LOOKASIDE, _PIECE, _PIECES)
    begun: int = begin()
    return set_it == _OK and begun == _OK
