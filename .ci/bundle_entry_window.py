"""What `ehcp-audit-window` of the bundle starts: the window, without a console on Windows."""

import sys

from audit_app.app import main

if __name__ == "__main__":
    sys.exit(main())
