"""`python -m talentregister`."""

import sys

from talentregister.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
