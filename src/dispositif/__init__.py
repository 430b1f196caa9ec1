"""Dispositif: from the operative paragraph to the evidence that it was carried out."""

__version__ = "0.1.0"
