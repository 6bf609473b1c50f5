"""
The use cases as verbs: each one transaction, each returns what changed.

A verb takes the home of the register, the day, and values; it never prints,
asks or reads the clock. Who is meant is settled before (`who`), so that no
lock is held while a person types.
"""
