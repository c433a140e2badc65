"""Statement -> calendar, outlook and recommendations: what the documents say lies ahead."""

from __future__ import annotations

from detente.model import Item, Result, View
from detente.outlook.calendar import find_calendar
from detente.outlook.forecasts import Vocabulary, find_forecasts
from detente.outlook.hinges import with_hinges
from detente.outlook.recommendations import find_recommendations
from detente.settings import Settings

__all__ = ["find_outlook"]


def find_outlook(view: View, *, codebook: Vocabulary, settings: Settings) -> Result[Item]:
    """The lines of the lists ``calendar``, ``outlook`` and ``recommendations``.

    Args:
        view: settled statements of documents published up to the view's day.
        codebook: names of actors and the table of probability phrases.
        settings: unused by these lists today beyond the contract of a stage.

    Returns:
        Calendar entries by date with the forecasts that hinge on them, forecasts by document,
        recommendations in document order; and the statements that could not be listed.

    Misleads when a forecast's window is derived: twelve months is this program's convention and
    not the author's, which is why ``window_derived`` says so.
    """
    forecasts = find_forecasts(view, codebook=codebook)
    calendar = find_calendar(view, codebook=codebook)
    advice = find_recommendations(view, codebook=codebook)
    entries = with_hinges(calendar.rows, forecasts.rows)
    return Result(entries + forecasts.rows + advice.rows, calendar.rejected + forecasts.rejected)
