"""What `ehcp-audit` of the bundle starts: the command line, and the window where no command is given."""

import sys

from audit_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
