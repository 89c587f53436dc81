"""Where this computer's policy file lies, and whether only its administrators can change it; it reads no policy.

No environment variable has a say in it: a user can set XDG_CONFIG_DIRS, PROGRAMDATA, SystemDrive or HOME for a
process of their own, and would so choose a policy of their own. The place is fixed on Linux and macOS; on Windows it
is asked of the kernel. The user's home, which `~` in a policy means, is the one in the system's own list of users.
"""

import os
import stat
import sys
from pathlib import Path

NAME = "policy.toml"
FOLDER = "ehcp-audit"
_ADMINISTRATOR = 0
_GROUP_OF_ADMINISTRATORS = frozenset({0, 80} if sys.platform == "darwin" else {0})  # 80 is macOS's group "admin"


def weakness(owner: int, group: int, mode: int) -> str:
    """Who else than administrators can change a file or folder with these numbers, in words; empty for nobody."""
    if owner != _ADMINISTRATOR:
        return f"it belongs to the user with the number {owner}"
    if mode & stat.S_IWOTH:
        return "every user can change it"
    if mode & stat.S_IWGRP and group not in _GROUP_OF_ADMINISTRATORS:
        return f"every member of the group with the number {group} can change it"
    return ""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _SID_OF_ADMINISTRATORS = frozenset(
        {
            "S-1-5-18",  # the system itself
            "S-1-5-32-544",  # the group of administrators, which owns what an administrator makes
            "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",  # the installer of Windows
        }
    )
    _LONGEST_PATH = 32_767
    _QUERY, _FILE, _OWNER = 0x0008, 1, 1
    _THIS_PROCESS = wintypes.HANDLE(-1)

    def policy_path() -> Path:
        """The one place of this computer's policy; raises OSError where the system does not say its own folder."""
        folder = ctypes.create_unicode_buffer(_LONGEST_PATH)
        if not ctypes.windll.kernel32.GetSystemWindowsDirectoryW(folder, _LONGEST_PATH):
            raise ctypes.WinError()
        return Path(Path(folder.value).anchor) / "ProgramData" / FOLDER / NAME

    def user_home() -> Path:
        """The user's profile as the system has it listed; raises OSError where it lists none."""
        token = wintypes.HANDLE()
        if not ctypes.windll.advapi32.OpenProcessToken(_THIS_PROCESS, _QUERY, ctypes.byref(token)):
            raise ctypes.WinError()
        size = wintypes.DWORD(_LONGEST_PATH)
        folder = ctypes.create_unicode_buffer(_LONGEST_PATH)
        try:
            if not ctypes.windll.userenv.GetUserProfileDirectoryW(token, folder, ctypes.byref(size)):
                raise ctypes.WinError()
        finally:
            ctypes.windll.kernel32.CloseHandle(token)
        return Path(folder.value)

    def open_to_change(path: Path) -> str:
        """Who else than administrators owns this file or folder, in words; empty for nobody. Raises OSError."""
        sid = _owner(path)
        return "" if sid in _SID_OF_ADMINISTRATORS else f"it belongs to {sid}, who is no administrator"

    def _owner(path: Path) -> str:
        owner, descriptor, text = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_wchar_p()
        code = ctypes.windll.advapi32.GetNamedSecurityInfoW(
            ctypes.c_wchar_p(str(path)),
            *(_FILE, _OWNER, ctypes.byref(owner), None, None, None, ctypes.byref(descriptor)),
        )
        if code:
            raise ctypes.WinError(code)
        try:
            if not ctypes.windll.advapi32.ConvertSidToStringSidW(owner, ctypes.byref(text)):
                raise ctypes.WinError()
            return text.value or ""
        finally:
            ctypes.windll.kernel32.LocalFree(text)
            ctypes.windll.kernel32.LocalFree(descriptor)

else:
    import pwd

    _FIXED = Path("/Library/Application Support" if sys.platform == "darwin" else "/etc")

    def policy_path() -> Path:
        """The one place of this computer's policy."""
        return _FIXED / FOLDER / NAME

    def user_home() -> Path:
        """The user's home as the system has it listed; raises OSError where it lists none."""
        try:
            return Path(pwd.getpwuid(os.getuid()).pw_dir)
        except KeyError:
            raise OSError(f"the system lists no user with the number {os.getuid()}") from None

    def open_to_change(path: Path) -> str:
        """Who else than administrators can change this file or folder, in words; empty for nobody. Raises OSError."""
        found = path.stat()
        return weakness(found.st_uid, found.st_gid, found.st_mode)
