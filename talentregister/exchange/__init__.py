"""
Sheets in and out.

In: a file becomes a `Sheet` (reading), its headings a `Layout` (headings, mapping), its
lines `Row`s (rows), these a `Plan` against the register (plan), and the plan
one change (apply). Out: records become cells (cells), cells a file (writing).
Each step is a value, so that a trial run is everything but the last.
"""
