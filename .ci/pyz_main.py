"""The beginning of cdx-tui.pyz: unpacks what is inside, once, and starts the app from there.

Textual reads its style sheet from a file, and Python keeps compiled code beside files only, so
the archive is unpacked: into the user's cache folder, or where that can't be written to, into a
temporary folder that goes away with the program.

This file has to be valid for any Python 3, to tell an old one what is missing.
"""

import os
import sys

BUILD = "@BUILD@"
INSIDE = "lib/"


def start():
    """Start the app; the exit status is the app's."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this file picks the Python
        version = ".".join(str(part) for part in sys.version_info[:2])
        return "cdx-tui needs Python 3.11 or newer, and this is " + version
    folder = cached() or temporary()
    if folder is None:
        return "cdx-tui has to unpack itself; set XDG_CACHE_HOME or TMPDIR to a writable folder"
    sys.path[0] = folder
    from cdx_tui.cli import main

    return main()


def cached():
    """Return the folder of this build in the user's cache; None where there can be none."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), ".cache")
    if not os.path.isabs(base):
        return None
    base = os.path.join(base, "cdx-tui")
    folder = os.path.join(base, BUILD)
    try:
        if not os.path.isdir(folder):
            os.makedirs(base, mode=0o700, exist_ok=True)
            unpack(base, folder)
        return folder if is_own(base) and is_own(folder) else None
    except OSError:
        return None


def unpack(base, folder):
    """Unpack beside `folder` and move it there in one step: nobody ever sees half of it."""
    import shutil
    import tempfile

    unpacked = tempfile.mkdtemp(dir=base)
    try:
        extract(unpacked)
        os.rename(unpacked, folder)
    except OSError:  # the disk is full, or another start was quicker
        shutil.rmtree(unpacked, ignore_errors=True)
        if not os.path.isdir(folder):
            raise


def extract(folder):
    """Write what is inside into `folder`."""
    import zipfile

    with zipfile.ZipFile(sys.argv[0]) as archive:
        for name in archive.namelist():
            if name.startswith(INSIDE):
                target = os.path.join(folder, *name[len(INSIDE) :].split("/"))
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "wb") as file:
                    file.write(archive.read(name))


def is_own(folder):
    """Tell whether nobody else can have put code there."""
    if not hasattr(os, "getuid"):
        return True
    status = os.lstat(folder)
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def temporary():
    """Return a new folder that is removed at the end; None where there can be none."""
    import atexit
    import shutil
    import tempfile

    try:
        folder = tempfile.mkdtemp(prefix="cdx-tui-")
    except OSError:
        return None
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        extract(folder)
    except OSError:
        return None
    return folder


if __name__ == "__main__":
    sys.exit(start())
