"""The operating system's lock on an open file: exclusive, never waited for, gone with its process."""

import errno
import sys

_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})

if sys.platform == "win32":
    import msvcrt
    import os

    # Windows forbids reading locked bytes: lock one far behind the text that others are to read.
    _FAR = 0x7FFF_0000

    def lock(number: int) -> bool:
        """Take the lock on an open file's number; False when another holds it. Raises OSError."""
        os.lseek(number, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _HELD:
                return False
            raise
        return True

    def unlock(number: int) -> None:
        """Give the lock back; the holder only."""
        os.lseek(number, _FAR, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def lock(number: int) -> bool:
        """Take the lock on an open file's number; False when another holds it. Raises OSError.

        flock belongs to the opening, not to the process: a second opening in the same process is refused
        too, and closing one opening does not drop another's lock.
        """
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _HELD:
                return False
            raise
        return True

    def unlock(number: int) -> None:
        """Give the lock back; the holder only."""
        fcntl.flock(number, fcntl.LOCK_UN)
