"""
The model: typed, frozen values of the trade, without I/O and without a clock.

Everything the other rooms know about people and promises is one of these
records; enumerations are the tokens written here, the same in JSON, sheets
and storage.
"""
