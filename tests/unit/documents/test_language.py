"""Language: told offline; what can't be coded is refused by name."""

from __future__ import annotations

import socket

import pytest

from detente.documents.language import told_language
from detente.errors import InputError

ENGLISH = "The two governments met in the capital and agreed that trade over the lake would resume "
FRENCH = (
    "Les deux gouvernements se sont rencontrés dans la capitale et ont convenu que le commerce sur "
    "le lac reprendrait bientôt, malgré les tensions qui persistent depuis plusieurs années."
)


def test_english_is_told_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert told_language(ENGLISH * 5) == "en"


def test_other_language_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"'fr'.*translation"):
        told_language(FRENCH)


def test_text_decides_against_a_wrong_declaration() -> None:
    assert told_language(ENGLISH * 5, declared="fr-FR") == "en"
    with pytest.raises(InputError):
        told_language(FRENCH, declared="en")


def test_short_text_counts_as_english_unless_declared_otherwise() -> None:
    assert told_language("Kigali denies it.") == "en"
    with pytest.raises(InputError, match="'de'"):
        told_language("Kigali dementiert.", declared="de")


def test_foreign_script_is_refused_even_when_short() -> None:
    with pytest.raises(InputError):
        told_language("양국 정부는 수도에서 만났다.")
