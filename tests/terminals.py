"""The real program on a terminal of its own, where answers can be typed (Unix only)."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.running import CTRL_C, CTRL_D, PATIENCE, TODAY, Ran, text_of

__all__ = ["CTRL_C", "CTRL_D", "Screen", "Terminal"]

# The child makes the terminal its own, so that Ctrl-C reaches it as it would reach a person's.
_ON_A_TERMINAL = (
    "import fcntl, os, sys, termios;"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, '-m', 'talentregister', *sys.argv[1:]])"
)


@dataclass
class Screen:
    """A program on a terminal: what it showed so far, and a keyboard."""

    process: subprocess.Popen[bytes]
    terminal: int
    shown: str = ""
    _seen: int = 0

    def expect(self, text: str) -> None:
        """Wait until `text` is on screen, after what was waited for before."""
        end = time.monotonic() + PATIENCE
        while (place := self.shown.find(text, self._seen)) < 0:
            assert time.monotonic() < end, f"{text!r} never came; on screen: {self.shown!r}"
            assert self._more(end), f"it ended without {text!r}; on screen: {self.shown!r}"
        self._seen = place + len(text)

    def type(self, text: str | bytes) -> None:
        """Type, and press Enter unless a control key was meant."""
        keys = text if isinstance(text, bytes) else text.encode()
        if text == CTRL_C:
            # Between its question and its reading a signal is only seen at the next key.
            time.sleep(0.3)
        enter = b"" if text in (CTRL_C, CTRL_D) else b"\n"
        os.write(self.terminal, keys + enter)

    def end(self) -> Ran:
        """Wait until the program ends."""
        end = time.monotonic() + PATIENCE
        while self._more(end):
            pass
        code = self.process.wait(timeout=PATIENCE)
        out = self.process.stdout.read() if self.process.stdout else b""
        self.close()
        return Ran(code, text_of(out), self.shown)

    def close(self) -> None:
        """Leave nothing running."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        if self.terminal >= 0:
            os.close(self.terminal)
            self.terminal = -1

    def _more(self, end: float) -> bool:
        """Read what came; False when the program is gone."""
        if self.terminal < 0:
            return False
        ready, _, _ = select.select([self.terminal], [], [], max(0.0, end - time.monotonic()))
        try:
            found = os.read(self.terminal, 65536) if ready else b""
        except OSError:  # Linux: the other side is closed
            found = b""
        self.shown += found.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(found)


class Terminal:
    """Starts the real program on a terminal."""

    def __init__(self, today: str = TODAY) -> None:
        self.today = today
        self.started: list[Screen] = []

    def start(self, *words: str, piped: bool = False, columns: int = 100, **env: str) -> Screen:
        """On a terminal; with `piped` its stdout goes elsewhere, as in `talent … > file`."""
        ours, theirs = os.openpty()
        attributes = termios.tcgetattr(theirs)
        attributes[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, attributes)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, _size(40, columns))
        command = [sys.executable, "-c", _ON_A_TERMINAL, "--today", self.today, *words]
        process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=subprocess.PIPE if piped else theirs,
            stderr=theirs,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm", **env},
        )
        os.close(theirs)
        screen = Screen(process, ours)
        self.started.append(screen)
        return screen

    def __call__(
        self,
        *words: str,
        answers: Sequence[tuple[str, str]] = (),
        piped: bool = False,
        columns: int = 100,
        **env: str,
    ) -> Ran:
        """Run to the end; each answer is typed when its question is on screen."""
        screen = self.start(*words, piped=piped, columns=columns, **env)
        for question, answer in answers:
            screen.expect(question)
            screen.type(answer)
        return screen.end()


def _size(rows: int, columns: int) -> bytes:
    return struct.pack("HHHH", rows, columns, 0, 0)
