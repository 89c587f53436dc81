"""One whole audit in the real window without a screen, in a folder of its own: `ehcp-audit --self-test`.

Others use `main()`. It is for a process of its own, since what it forbids stays forbidden until the process ends.
"""

from audit_app.self_test.running import main

__all__ = ["main"]
