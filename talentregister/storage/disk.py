"""
Bytes on disk: read whole, written whole or not at all.

The order in `replace` is the one that survived every kill and power cut tried:
a new file beside the old one, fsync, rename over it, fsync of the directory.
`os` is always called by its full name, so that a test can stop at every call.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from talentregister.errors import Unreadable, Unwritable

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700
MEGABYTE = 1_000_000

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
# What a file system answers that cannot sync a directory; EIO is never among them.
UNSYNCABLE = (errno.EINVAL, errno.ENOTSUP)

# On Windows a virus scanner or a sync client may hold the file for a moment.
ATTEMPTS = 6
PAUSE = 0.4


def read_bytes(path: Path) -> bytes:
    """The whole file. Raises Unreadable: no_register, foreign, not_allowed or disk_error."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | binary())
    except OSError as error:
        raise unreadable(path, error) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("foreign", path=str(path))
    try:
        with open(descriptor, "rb") as file:
            return file.read()
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> Unreadable:
    """What a failing read means for the worker."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return Unreadable("no_register", hint="init", path=str(path))
    if error.errno in FORBIDDEN:
        return Unreadable("not_allowed", path=str(path))
    return Unreadable("disk_error", path=str(path), error=error_name(error))


def error_name(error: OSError) -> str:
    """EIO, ENOSPC, …: the same word in every language."""
    return errno.errorcode.get(error.errno or 0, "OSError")


@contextmanager
def saying(path: Path, size: int = 0) -> Iterator[None]:
    """Turn what the system answers while writing `path` into our own words."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            needed = max(1, -(-size // MEGABYTE))
            raise Unwritable("disk_full", path=str(path), needed_mb=needed) from error
        if error.errno in FORBIDDEN:
            raise Unwritable("no_permission", path=str(path)) from error
        raise Unwritable("write_failed", path=str(path), error=error_name(error)) from error


def replace(target: Path, temporary: Path, blob: bytes) -> None:
    """
    Put `blob` in the place of `target`; when this returns it is on the disk.

    Raises Unwritable; the old file is then still whole. Only an error after
    the rename is different: `not_certain`, the new file is there but a power
    cut might take it back.
    """
    with saying(target, len(blob)):
        try:
            write_new(temporary, blob)
            rename(temporary, target)
        except BaseException:
            discard(temporary)
            raise
    try:
        sync_directory(target.parent)
    except OSError as error:
        raise Unwritable("not_certain", path=str(target), error=error_name(error)) from error


def write_new(path: Path, blob: bytes) -> None:
    """Write `blob` to a file that is not there yet, for its owner only, down to the disk."""
    discard(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | binary()
    descriptor = os.open(path, flags, PRIVATE_FILE)
    try:
        left = memoryview(blob)
        while left:
            left = left[os.write(descriptor, left) :]
        sync(descriptor)
    finally:
        os.close(descriptor)


def binary() -> int:
    """The flag that keeps Windows from changing line ends."""
    return getattr(os, "O_BINARY", 0)


def rename(source: Path, target: Path) -> None:
    """`os.replace`, patient with whoever holds the target for a moment."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            os.replace(source, target)
        except PermissionError:
            if attempt == ATTEMPTS:
                raise
            time.sleep(PAUSE)
        else:
            return


def sync(descriptor: int) -> None:
    """Wait until the file is on the disk; macOS needs a stronger word for it."""
    if sys.platform == "darwin":  # pragma: no cover
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_directory(directory: Path) -> None:
    """Wait until the names in `directory` are on the disk, where the system can do that."""
    if not can_sync_directories():
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in UNSYNCABLE:
            raise
    finally:
        os.close(descriptor)


def can_sync_directories() -> bool:
    """Windows has no such thing."""
    return os.name != "nt"


def discard(path: Path) -> None:
    """Remove a file of ours that may be there; failing at that is no failure."""
    with suppress(OSError):
        os.unlink(path)


def make_directory(directory: Path) -> None:
    """Make a directory for its owner only; one that exists is left as it is."""
    with saying(directory):
        if not directory.is_dir():
            directory.mkdir(mode=PRIVATE_DIRECTORY, parents=True, exist_ok=True)
            sync_directory(directory.parent)


def create(path: Path, blob: bytes) -> None:
    """
    Write a file that may not be there yet, whole or not at all.

    Raises FileExistsError when it is there.
    """
    temporary = path.with_name(f".{path.name}.new")
    with saying(path, len(blob)):
        write_new(temporary, blob)
        try:
            made = named(temporary, path)
        finally:
            discard(temporary)
        sync_directory(path.parent)
    if not made:
        raise FileExistsError(path)


def named(source: Path, target: Path) -> bool:
    """Give `source` the name `target`, unless another file has it."""
    try:
        os.link(source, target)
    except FileExistsError:
        return False
    except (OSError, NotImplementedError):
        # A file system without hard links.
        if target.exists():
            return False
        rename(source, target)
    return True
