# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A trail's rows are bound as the documents say, so that anybody with the key can check them without us."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.vault import schema
from app.vault.audit import Act, Audit
from app.vault.compartments import PRACTICE
from app.vault.database import Database
from app.vault.keys import new_key, subkey

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
ACTS = st.builds(Act, WORDS, WORDS, WORDS, st.dictionaries(WORDS, WORDS, max_size=3))


@given(who=WORDS, acts=st.lists(ACTS, min_size=1, max_size=3))
def test_each_mac_is_that_of_the_one_before_and_the_row_in_json(who: str, acts: list[Act]) -> None:
    key, database = new_key(), Database.in_memory()
    with database.connect() as connection:
        schema.AUDIT[PRACTICE].create(connection)
        connection.commit()
    trail = Audit(schema.AUDIT[PRACTICE], key, who)
    for act in acts:
        work = database.begin()
        trail.write(work, act, AT)
        work.commit()
        trail.settled()
        work.close()
    with database.connect() as connection:
        rows = connection.execute(text("SELECT * FROM audit ORDER BY seq")).all()
    database.close()
    before = bytes(32)
    for act, (*values, mac) in zip(acts, rows, strict=True):
        bound = json.dumps([before.hex(), *values])
        assert mac == hmac.digest(subkey(key, "audit"), bound.encode(), hashlib.sha256)
        assert values[6] == json.dumps(act.detail, ensure_ascii=False, sort_keys=True)
        before = mac
