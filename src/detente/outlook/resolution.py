"""The rule by which a forecast will be found true, false or void, written when it is listed."""

from __future__ import annotations

from detente.model import Statement
from detente.outlook.conditions import IF, UNLESS, is_negative, joined_by, opening_of
from detente.outlook.entries import Entry
from detente.outlook.windows import Window
from detente.outlook.wording import VERBS, Names, day, listing, names, narrow

PUBLISHERS = 2
SOURCES = "Sources: documents and imported datasets."


def resolution_rule(
    statement: Statement, window: Window | None, *, codebook: Names, publishers: int = PUBLISHERS
) -> str:
    """One sentence that says what makes the forecast true, false or void.

    The rule names the coded act, the parties, the window and the number of independent
    publishers; the author's phrase says how likely the act is and has no part in it. A forecast
    without a coded act or a dated window says that no rule can decide it.
    """
    why = why_unresolvable(statement, window)
    if window is None:
        return f"Cannot be resolved by rule, because {why}."
    span = f"from {day(window.begins_on)} to {day(window.ends_on)}"
    if why:
        return (
            f"Cannot be resolved by rule, because {why}; "
            f"a reader decides after {day(window.ends_on)} from what was published {span}."
        )
    rule = f"{_true(statement, codebook=codebook, publishers=publishers, span=span)}; false if not"
    if statement.condition:
        read = _condition(statement, codebook=codebook)
        return (
            f"{rule}; void if the condition “{statement.condition}” has not come true by then, "
            f"which {read}. {SOURCES}"
        )
    return f"{rule}; void only if the reports that would decide it contradict each other. {SOURCES}"


def _condition(statement: Statement, *, codebook: Names) -> str:
    """What would show that the condition came true."""
    coding = statement.condition_coding
    if coding is None or not coding.action or not (coding.source or coding.target):
        return "a reader decides"
    if opening_of(statement.condition) not in (*IF, UNLESS):
        return "a reader decides"
    verb = "refute" if is_negative(statement.condition) else "show"
    by = f" by {names(coding.source, codebook)}" if coding.source else " by anyone"
    # "If Peru arrests militants": towards itself goes without saying.
    aimed = coding.target and not (len(coding.target) == 1 and coding.target == coding.source)
    towards = f" towards {names(coding.target, codebook)}" if aimed else ""
    rest = "; a reader decides on its other part" if joined_by(statement.condition) else ""
    return f"{coding.action}{by}{towards} would {verb}{rest}"


def publishers_asked(entry: Entry) -> int:
    """How many independent publishers the rule of a forecast asks for: one where the model
    forecasts what its own dataset will have."""
    return 1 if entry.kind == "model" else PUBLISHERS


def why_unresolvable(statement: Statement, window: Window | None) -> str:
    """Why no rule can decide a forecast; empty where one can."""
    if window is None:
        return "neither the forecast nor its document has a date"
    return "" if statement.action else "it names no coded act"


def _true(statement: Statement, *, codebook: Names, publishers: int, span: str) -> str:
    """The clause that says what makes it true."""
    noun = VERBS[statement.action].noun
    who = _between(statement, codebook)
    named = narrow(statement.sectors)
    sectors = f" in the {listing(named, 'or')} sector" if named else ""
    act = f"{statement.action} ({noun}) {who}{sectors}"
    reports = f"at least {publishers} independent publishers"
    if statement.change == "halt":
        return f"True if {reports} report the end of {act} {span}"
    if statement.change in ("rise", "fall"):
        word = "more" if statement.change == "rise" else "fewer"
        return (
            f"True if {word} events of {act}, each reported by {reports}, are dated {span} "
            f"than in the period of equal length before it"
        )
    if statement.change == "hold":
        return f"True if {reports} report {act} {span} and none of them reports its end"
    return f"True if {reports} report {act} {span}"


def _between(statement: Statement, codebook: Names) -> str:
    """The parties as the rule names them."""
    if not statement.directed and len(statement.parties) > 1:
        return (
            f"between {names(tuple(dict.fromkeys(statement.source + statement.target)), codebook)}"
        )
    if not statement.source:
        return f"by anyone towards {names(statement.target, codebook)}"
    by = f"by {names(statement.source, codebook)}"
    return f"{by} towards {names(statement.target, codebook)}" if statement.target else by
