"""Détente: an evidence-linked, dated picture of a state's foreign relations."""

__version__ = "0.1.0"
