"""Sentences to statements: who, to whom, what, of which kind, when, by whose word, if what.

The path of a document: `mentions` finds the actors, `masks` hides their names from the parser,
`trees` holds what the parser saw, `clauses` walks the predicates, `parties` finds who stands
behind a noun phrase, `modality` decides the kind, `coder` puts the statement together. Where
someone asks how a statement was decided, `tracing` keeps the drafts and `explaining` tells it.
"""

from detente.statements.coder import Coder, Parser
from detente.statements.explaining import Explanation

__all__ = ["Coder", "Explanation", "Parser"]
