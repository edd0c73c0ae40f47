# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires made up by Hypothesis, written as YAML by hand of this file and not of the program."""

import json
from typing import Any

from hypothesis import strategies as st

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(
    lambda text: " ".join(text.replace("$", "S").split()) or "x"
)
PLAIN = ("text", "narrative", "integer", "decimal", "date", "time", "dateTime", "partial_date", "country")
OTHERS = (
    "language",
    "instruction",
    "acknowledge",
    "barcode",
    "hidden",
    "image",
    "file",
    "geopoint",
    "deviceid",
)
CONDITIONS = st.sampled_from(["true()", "${q0} != ''", "string-length(${q0}) > 2 and ${q0} = 'a \"b\"'"])


@st.composite
def texts(draw: st.DrawFn, languages: tuple[str, ...]) -> dict[str, str]:
    return {code: draw(WORDS) for code in languages}


@st.composite
def question(draw: st.DrawFn, name: str, languages: tuple[str, ...]) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(
            [
                *PLAIN,
                *OTHERS,
                "range",
                "note",
                "calculate",
                "select_one kleur",
                "select_multiple kleur",
                "rank kleur",
                "select_one maat or_other",
                "select_one_from_file steden.csv",
                "select_one_external ver",
            ]
        )
    )
    found: dict[str, Any] = {"type": kind, "name": name}
    if kind not in ("calculate", "hidden", "deviceid") or draw(st.booleans()):
        found["label"] = draw(texts(languages))
    if kind == "calculate":
        found["calculation"] = draw(st.sampled_from(["1 + 1", "concat(${q0}, 'x')"]))
    if kind == "range":
        found["parameters"] = draw(st.sampled_from(["start=0 end=5 step=1", "step=0.5"]))
    optional: dict[str, st.SearchStrategy[Any]] = {
        "number": st.sampled_from(["A1.1", "12", "N3a"]),
        "hint": texts(languages),
        "guidance_hint": texts(languages),
        "required": st.just("true()") | CONDITIONS,
        "required_message": texts(languages),
        "relevant": CONDITIONS,
        "constraint": st.sampled_from([". != 'x'", "string-length(.) < 9"]),
        "constraint_message": texts(languages),
        "default": WORDS,
        "trigger": st.just("${q0}"),
        "read_only": st.just("true"),
        "appearance": st.sampled_from(["minimal", "w1 quick"]),
        "topic": st.just("route"),
        "sensitive": st.just("true"),
        "image": texts(languages),
        "big-image": texts(languages),
        "other": st.dictionaries(st.sampled_from(["bind::odk:x", "Opmerking", "body::y"]), WORDS, min_size=1),
    }
    for key in draw(st.lists(st.sampled_from(sorted(optional)), unique=True, max_size=5)):
        found[key] = draw(optional[key])
    if "big-image" in found:
        found["image"] = draw(optional["image"])
    if kind in PLAIN and draw(st.booleans()):
        found["non_answers"] = draw(st.lists(st.sampled_from(["unknown", "refused"]), unique=True))
    return found


@st.composite
def questionnaires(draw: st.DrawFn) -> str:
    languages = draw(st.sampled_from([("nl", "en"), ("nl",), ("en", "fr"), ("default",)]))
    count = draw(st.integers(0, 6))
    items: list[dict[str, Any]] = [{"type": "text", "name": "q0", "label": draw(texts(languages))}]
    for at in range(1, count + 1):
        made = draw(question(f"q{at}", languages))
        if draw(st.integers(0, 3)) == 0:
            holder = {"type": draw(st.sampled_from(["group", "repeat"])), "name": f"g{at}"}
            made = {**holder, "label": draw(texts(languages)), "children": [made]}
        items.append(made)

    def choices(*names: str) -> list[dict[str, Any]]:
        return [{"name": name, "label": draw(texts(languages)), "groep": draw(WORDS)} for name in names]

    return json.dumps(
        {
            "questionnaire": {
                "id": "proef",
                "version": "1.2.3",
                "hearing_kind": draw(st.sampled_from(["other", "aanmeldgehoor"])),
                "title": draw(texts(languages)),
                "languages": list(languages),
                **({"valid_from": "2026-01-01"} if draw(st.booleans()) else {}),
                **({"notice": draw(texts(languages))} if draw(st.booleans()) else {}),
                **({"settings": {"style": "pages", "eigen": draw(WORDS)}} if draw(st.booleans()) else {}),
            },
            "choices": {"kleur": choices("rood", "blauw"), "maat": choices("s", "m")},
            "external_choices": {"ver": choices("1", "2")},
            "survey": items,
        }
    )
