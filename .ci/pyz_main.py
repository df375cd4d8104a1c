"""Entry point of cdx-tui.pyz: unpack the archive once, and start the app from the folder.

Textual reads its style sheet from a file, and Python keeps compiled code beside files only, so
the archive is unpacked: into the user's cache folder, or where that can't be written to, into a
temporary folder that goes away with the program.

This file has to be valid in any Python 3, so that an old one can report that it is too old.
"""

import os
import re
import sys

BUILD = "@BUILD@"
INSIDE = "lib/"
BUILD_FOLDER = re.compile(r"[0-9a-f]{16}(\..+)?$")
UNUSABLE = 2  # the exit status of the app where a file can't be used


class Damaged(Exception):
    """The file is not what was built: an interrupted download, for example."""


def start():
    """Start the app; the exit status is the app's."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this file picks the Python
        version = ".".join(str(part) for part in sys.version_info[:2])
        return fail("needs Python 3.11 or newer; this is Python " + version + ".")
    failures = []
    try:
        folder = cached(failures) or temporary(failures)
    except Damaged:
        return fail(sys.argv[0] + " is damaged. Copy or build it again.")
    if folder is None:
        reasons = "; ".join(failures)
        advice = "Set XDG_CACHE_HOME or TMPDIR to a folder that can be written to."
        return fail("can't unpack itself: " + reasons + ". " + advice)
    sys.path[0] = folder
    from cdx_tui.cli import main

    return main()


def fail(message):
    """Print an error as the app does; return the exit status."""
    sys.stderr.write("cdx-tui: " + message + "\n")
    return UNUSABLE


def cached(failures):
    """Return the folder of this build in the user's cache; None where there can be none."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), ".cache")
    if not os.path.isabs(base):
        failures.append("no home directory")
        return None
    base = os.path.join(base, "cdx-tui")
    folder = os.path.join(base, BUILD)
    try:
        is_new = not os.path.isdir(folder)
        if is_new:
            os.makedirs(base, mode=0o700, exist_ok=True)
            unpack(base, folder)
        if not (is_own(base) and is_own(folder)):
            failures.append(base + ": can be written to by other users")
            return None
        lock(folder, exclusive=False)
        if is_new:
            remove_others(base)
    except OSError as error:
        failures.append(reason(base, error))
        return None
    return folder


def reason(folder, error):
    """Return in which folder an operation failed, and why."""
    return folder + ": " + (error.strerror or type(error).__name__)


def unpack(base, folder):
    """Unpack beside `folder` and move it there in one step: nobody ever sees half of it."""
    import shutil
    import tempfile

    unpacked = tempfile.mkdtemp(prefix=BUILD + ".", dir=base)
    lock(unpacked, exclusive=False)
    try:
        extract(unpacked)
        os.rename(unpacked, folder)
    except (OSError, Damaged):  # the disk is full, or another start was quicker
        shutil.rmtree(unpacked, ignore_errors=True)
        if not os.path.isdir(folder):
            raise


def lock(folder, exclusive):
    """Lock a folder until this process ends; return a descriptor, None where there are no locks.

    It raises BlockingIOError if another process is using the folder, or is removing it.
    """
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return descriptor


def remove_others(base):
    """Remove other builds, and what was left half unpacked, unless a process is using it."""
    import shutil

    for name in os.listdir(base):
        if not BUILD_FOLDER.match(name) or name == BUILD:
            continue
        folder = os.path.join(base, name)
        try:
            descriptor = lock(folder, exclusive=True)
        except OSError:
            continue
        if descriptor is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(descriptor)


def extract(folder):
    """Write what is inside into `folder`."""
    import zipfile
    import zlib

    made = {folder}
    try:
        with zipfile.ZipFile(sys.argv[0]) as archive:
            for name in archive.namelist():
                if name.startswith(INSIDE):
                    target = os.path.join(folder, *name[len(INSIDE) :].split("/"))
                    parent = os.path.dirname(target)
                    if parent not in made:
                        os.makedirs(parent, exist_ok=True)
                        made.add(parent)
                    with open(target, "wb") as file:
                        file.write(archive.read(name))
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise Damaged from None


def is_own(folder):
    """Return whether no other user can have put code there."""
    if not hasattr(os, "getuid"):
        return True
    status = os.lstat(folder)
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def temporary(failures):
    """Return a new folder that is removed at the end; None where there can be none."""
    import atexit
    import shutil
    import tempfile

    try:
        folder = tempfile.mkdtemp(prefix="cdx-tui-")
    except OSError as error:
        failures.append(reason("temporary folder", error))
        return None
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        extract(folder)
    except OSError as error:
        failures.append(reason(folder, error))
        return None
    return folder


if __name__ == "__main__":
    sys.exit(start())
