"""Which roles act for their state.

An actor below the state keeps state and role. What a government, its leaders, ministries, envoys,
forces, police, services, courts and parliament do is an act of the state. What is done by others
who merely belong to it is not: rebels and armed groups, opposition and parties, companies and
media, civil society and the people, towns and provinces, and bodies of which nothing is known but
where they are. Every other role, and a side without a role, stands for the state.

Misleads where a party is the state, and where "the people" of a state stand for it.
"""

from __future__ import annotations

_APART = (
    "rebels; insurgents; separatists; armed group; radicals; criminals; settlers",
    "opposition; party; protesters; activists; moderates; elite; students",
    "business; company; traders; labour; agriculture; media; state media",
    "people; refugees; religious body; education; health; environment; human rights; development",
    "non-governmental organisation; non-governmental movement; international",
    "international organisation; regional government; city; body; other",
)
APART = frozenset(role.strip() for line in _APART for role in line.split(";"))
