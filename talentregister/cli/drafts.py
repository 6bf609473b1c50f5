"""
Drafts: a letter, a mail, or a short message about something due. Nothing is ever sent.

`letter` is for paper, `eml` opens in a mail program, `mailto` is a line to
click, `sms` fits in a telephone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from talentregister import letters
from talentregister.agenda import Item, residents_of
from talentregister.cli import config
from talentregister.cli.result import Lines, Result
from talentregister.cli.session import Session
from talentregister.errors import Ambiguous, Refused
from talentregister.language import contact
from talentregister.language.i18n import gettext as _
from talentregister.letters import Letter
from talentregister.model import tokens
from talentregister.model.records import Records
from talentregister.register.outcome import notice
from talentregister.register.who import candidates


def drafted(
    session: Session,
    records: Records,
    item: Item,
    form: str = "",
    out: Path | None = None,
    who: Sequence[str] = (),
) -> Result:
    """
    The drafts of an item in a form, on stdout or in a file of their own.

    Raises Usage("choice_unknown"), Ambiguous("several_letters") where only one
    fits, Refused("target_exists"), and what `letters.drafts` raises.
    """
    form = tokens.read("letter_form", form) if form else "letter"
    written = letters.drafts(records, item, session.today, writer(session), who)
    if len(written) > 1 and (out is not None or form == "eml"):
        people = candidates(residents_of(records, item.about))
        raise Ambiguous("several_letters", hint="draft_who", candidates=people, name=people[0].id)
    texts = [FORMS[form](letter) for letter in written]
    data = [_as_data(letter, form, text) for letter, text in zip(written, texts, strict=True)]
    if out is not None:
        _write(out, texts[0])
        return Result({"drafts": data}, (), (notice("draft_written", file=out),))
    lines = "\n\n".join(text.rstrip("\n") for text in texts).split("\n")
    return Result({"drafts": data}, (Lines(lines),), (notice("kept_open"),))


def writer(session: Session) -> letters.Writer:
    """Her name, and where templates of her own are: `templates/nl/promise.txt` beside the key."""
    settings = config.read(session.home.config)
    return letters.Writer(settings["name"], session.home.config / "templates")


def as_letter(letter: Letter) -> str:
    """For paper: to whom, about what, and the text."""
    to = f"{letter.to} <{letter.email}>" if letter.email else letter.to
    subject = _("Subject: {subject}").format(subject=letter.subject)
    return "\n".join([_("To: {to}").format(to=to), subject, "", letter.body])


def as_mail(letter: Letter) -> str:
    """A message that a mail program opens, unsent: nobody and no day stands in it yet."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP.clone(linesep="\n"))
    message["Subject"] = letter.subject
    if letter.email:
        message["To"] = Address(letter.to, addr_spec=letter.email)
    # What makes Outlook open it to be written on, not as something received.
    message["X-Unsent"] = "1"
    message.set_content(letter.body, cte="quoted-printable")
    return message.as_string()


def as_link(letter: Letter) -> str:
    """A `mailto:` line: clicked, it opens a new message."""
    from urllib.parse import quote

    body = quote(letter.body.replace("\n", "\r\n"), safe="")
    subject = quote(letter.subject, safe="")
    return f"mailto:{quote(letter.email, safe='@')}?subject={subject}&body={body}"


def as_message(letter: Letter) -> str:
    """A number, and a text that fits in a telephone."""
    number = contact.show_phone(letter.phone) if letter.phone else ""
    to = " ".join(filter(None, (letter.to, number)))
    return "\n".join([_("To: {to}").format(to=to), "", letter.short])


FORMS: Mapping[str, Callable[[Letter], str]] = {
    "letter": as_letter,
    "eml": as_mail,
    "mailto": as_link,
    "sms": as_message,
}


def _as_data(letter: Letter, form: str, text: str) -> dict[str, object]:
    return {
        "to": letter.to,
        "email": letter.email,
        "phone": letter.phone,
        "subject": letter.subject,
        "body": letter.body,
        "short": letter.short,
        "form": form,
        "text": text,
    }


def _write(path: Path, text: str) -> None:
    """A new file, for her eyes; never over one that is there."""
    from talentregister.storage import disk

    try:
        disk.create(path.expanduser(), text.encode())
    except FileExistsError:
        raise Refused("target_exists", hint="another_name", file=path) from None
