"""
The terminal: the only room that prints, asks and exits.

One file per group of verbs. A command reads its arguments, calls one verb,
builds a `Result` and returns it; `main` is the one boundary where results and
errors become words, JSON and an exit code.
"""
