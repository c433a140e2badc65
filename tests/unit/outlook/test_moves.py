"""What comes to an end: the act, or what the act ends."""

from __future__ import annotations

import pytest

from detente.outlook.moves import own_change


@pytest.mark.parametrize(
    ("action", "change", "words", "own"),
    [
        ("CONCEDE", "halt", "Mali will stop its attacks on Niger", ""),
        ("CONCEDE", "fall", "Ghana will reduce its troops at the border", ""),
        ("REJECT", "halt", "Kenya will break off the talks", ""),
        ("SANCTION", "halt", "Chile may suspend exports to Bolivia", ""),
        ("SANCTION", "fall", "Ghana may cut its imports", ""),
        ("SANCTION", "halt", "the embargo against Syria may end", "halt"),
        ("SANCTION", "rise", "Chile may widen the cuts", "rise"),
        ("ASSAULT", "halt", "the shelling may cease", "halt"),
        ("CONSULT", "fall", "meetings will become rarer", "fall"),
        ("AID", "resume", "deliveries may resume", "resume"),
    ],
)
def test_the_change_of_what_an_act_ends_is_not_its_own(
    action: str, change: str, words: str, own: str
) -> None:
    assert own_change(action, change, words) == own
