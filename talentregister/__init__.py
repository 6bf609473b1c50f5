"""A register of what a neighbourhood loves, can, wants and has."""

__version__ = "0.1.0"
