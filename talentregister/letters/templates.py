"""Templates: found, filled in, and taken apart; a mistake in one is said with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from talentregister.errors import Usage

if TYPE_CHECKING:
    from types import TracebackType

SHIPPED = Path(__file__).parent / "templates"
# What jinja2 calls a template that came from no loader.
_NAMELESS = "<template>"
SHORT = "---"


def found(kind: str, language: str, own: Path | None) -> Path:
    """The template of a kind: hers, when she made one, else the one that is shipped."""
    name = Path(language) / f"{kind}.txt"
    return own / name if own is not None and (own / name).is_file() else SHIPPED / name


def filled(kind: str, language: str, own: Path | None, **values: object) -> str:
    """The text of a template. Raises Usage("template_error") naming file and line."""
    import jinja2  # 40 ms that only a draft needs

    path = found(kind, language, own)
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    try:
        return environment.from_string(_read(path)).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise Usage("template_error", file=path, line=error.lineno) from None
    except OSError:
        raise Usage("file_unreadable", file=path) from None
    except Exception as error:  # whatever she wrote there, it is a mistake in that line
        raise Usage("template_error", file=path, line=_line(error.__traceback__)) from None


def parts(text: str) -> tuple[str, str, str]:
    """Subject, body and short message; without a short part it is the body on one line."""
    subject, _, rest = text.partition("\n")
    body, mark, short = rest.partition(f"\n{SHORT}\n")
    short = " ".join((short if mark else body).split())
    return subject.strip(), body.strip() + "\n", short


def _read(path: Path) -> str:
    """The text of a file from whatever editor: UTF-8, else as old Windows wrote it."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n")


def _line(trace: TracebackType | None) -> int:
    """The line of the template in which a fault arose; jinja2 puts it in the traceback."""
    line = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _NAMELESS:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
