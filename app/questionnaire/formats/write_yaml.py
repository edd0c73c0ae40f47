# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes a questionnaire as YAML, as `app.questionnaire.read_yaml` reads it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from app.i18n import Texts
from app.questionnaire.kinds import written_type
from app.questionnaire.model import EXTERNAL, Choice, Formula, Group, Item, Question, Questionnaire, Repeat
from app.questionnaire.parameters import parameters_as_text

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")

Value = str | Texts | Mapping[str, str] | list[str] | None


def write_yaml(questionnaire: Questionnaire) -> str:
    """Write a questionnaire; reading it again gives the same one."""
    return "\n".join(_lines(questionnaire)) + "\n"


def _lines(questionnaire: Questionnaire) -> Iterator[str]:
    one = questionnaire
    yield "questionnaire:"
    head: dict[str, Value] = {
        "id": one.id,
        "version": one.version,
        "hearing_kind": one.hearing_kind,
        "title": one.title,
        "languages": [one.language_names.get(code, code) for code in one.languages],
        "notice": one.notice,
        "valid_from": one.valid_from,
        "settings": one.settings,
    }
    yield from _properties(head, "  ")
    for name, external in (("choices", False), ("external_choices", True)):
        lists = {key: all_ for key, all_ in one.choices.items() if (key in one.external) is external}
        if lists:
            yield f"{name}:"
            for key, choices in lists.items():
                yield f"  {_scalar(key.removeprefix(EXTERNAL))}:"
                for choice in choices:
                    if not choice.generated:
                        yield f"    - {_flow(_choice(choice))}"
    yield "survey:"
    yield from _items(one.children, "  ")


def _choice(choice: Choice) -> dict[str, Value]:
    return {"name": choice.name, "label": choice.label, **choice.media, **choice.columns}


def _items(items: Sequence[Item], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Question):
            if not item.generated:
                yield from _entry(_question(item), indent)
        elif isinstance(item, Group) and item.generated:
            yield from _items(item.children, indent)
        else:
            yield from _entry(_holder(item), indent)
            if item.children:
                yield f"{indent}  children:"
                yield from _items(item.children, f"{indent}    ")
            else:
                yield f"{indent}  children: []"


def _entry(properties: Mapping[str, Value], indent: str) -> Iterator[str]:
    lines = list(_properties(properties, f"{indent}  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _holder(item: Group | Repeat) -> dict[str, Value]:
    found: dict[str, Value] = {
        "type": "repeat" if isinstance(item, Repeat) else "group",
        "name": item.name,
        "number": item.number,
        "label": item.label,
        "hint": item.hint,
        "relevant": _text(item.relevant),
        "appearance": item.appearance,
        **item.media,
    }
    if isinstance(item, Repeat):
        found["item_label"] = item.item_label if item.item_label != item.label else None
        found["repeat_count"] = _text(item.repeat_count)
    found["other"] = item.other
    return found


def _question(question: Question) -> dict[str, Value]:
    usual = question.non_answers == question.kind.usual_non_answers
    return {
        "type": written_type(
            question.kind,
            question.list_name,
            question.source,
            external=question.external,
            or_other=question.or_other,
            type_name=question.type_name,
        ),
        "name": question.name,
        "number": question.number,
        "label": question.label,
        "hint": question.hint,
        "guidance_hint": question.guidance,
        "required": _text(question.required),
        "required_message": question.required_message,
        "relevant": _text(question.relevant),
        "constraint": _text(question.constraint),
        "constraint_message": question.constraint_message,
        "warning": _text(question.warning),
        "warning_message": question.warning_message,
        "calculation": _text(question.calculation),
        "choice_filter": _text(question.choice_filter),
        "default": question.default,
        "trigger": ", ".join(f"${{{name}}}" for name in question.trigger),
        "parameters": parameters_as_text(question.parameters),
        "read_only": "true" if question.read_only else _text(question.read_only_when),
        "appearance": question.appearance,
        "topic": question.topic,
        "sensitive": "true" if question.sensitive else "",
        "non_answers": None if usual else sorted(question.non_answers),
        **question.media,
        "other": question.other,
    }


def _properties(properties: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in properties.items():
        if value or isinstance(value, list):
            yield f"{indent}{_scalar(key)}: {_value(value)}"


def _flow(properties: Mapping[str, Value]) -> str:
    inner = ", ".join(f"{_scalar(key)}: {_value(value)}" for key, value in properties.items() if value)
    return f"{{{inner}}}"


def _value(value: Value) -> str:
    match value:
        case Texts():
            return _flow({code: text for code, text in value if text})
        case list():
            return f"[{', '.join(_scalar(one) for one in value)}]"
        case str():
            return _scalar(value)
        case None:
            return ""
        case _:
            return _flow_of_all(value)


def _flow_of_all(values: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{_scalar(key)}: {_scalar(text)}' for key, text in values.items())}}}"


def _scalar(text: str) -> str:
    """Write a text so that YAML takes it as that text: bare where it is a simple word, else quoted."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _text(formula: Formula | None) -> str:
    return formula.text if formula is not None else ""
