"""The workbench: a local web application on a project.

A page is one file of `pages/` (reading, GET) and a change is one of `actions/` (POST). A page gives
its content as plain values; they are printed by a template, and served as JSON at the same address
with ``.json``, so that both always say the same. `guard.py` holds what keeps strangers out.
"""

from detente.web.app import make_app
from detente.web.serving import Serving

__all__ = ["Serving", "make_app"]
