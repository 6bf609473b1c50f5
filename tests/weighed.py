"""
`python -m tests.weighed WORDS…` runs the program and ends stdout with its heaviest moment, in kB.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from talentregister.cli.main import main


def peak() -> int:
    """
    The most memory this process ever had, in kB.

    Linux says it of this program alone; the usage a process inherits begins at its parent's.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    code = main(sys.argv[1:])
    print(peak())
    sys.exit(code)
