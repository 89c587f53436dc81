"""`python -m audit_app.cli` is the same as `ehcp-audit`."""

import sys

from audit_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
