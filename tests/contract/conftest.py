"""Marks of the contract tests."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """``slow`` tests build a wheel or run the tutorial; leave them out with ``-m "not slow"``."""
    config.addinivalue_line("markers", "slow: takes longer than a few seconds")
