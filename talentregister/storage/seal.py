"""
The envelope round the text: none, or age.

Which it is, is read from the first bytes of the file. An age file is encrypted
to every public key in `recipients.txt`; it opens with the standard `age`
command and any of their identities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from talentregister.errors import Unreadable, Unwritable
from talentregister.storage import keys, layout
from talentregister.storage.home import Home

if TYPE_CHECKING:
    from pyrage import x25519

AGE = b"age-encryption.org/v1\n"
PASSPHRASE = b"\n-> scrypt "
END_OF_HEAD = b"\n--- "
NONCE = 16
CHUNK = 64 * 1024
TAG = 16


def is_sealed(blob: bytes) -> bool:
    """Whether these are the first bytes of an age file."""
    return blob.startswith(AGE)


def opened(blob: bytes, home: Home, identity: x25519.Identity | None = None) -> bytes:
    """
    The text in the envelope, proven whole. Raises Unreadable.

    `identity` opens it instead of the worker's own: the paper key does that.
    """
    if is_sealed(blob):
        text = decrypted(blob, identity or keys.identity(home))
        if not text.startswith(layout.HEAD):
            raise Unreadable(layout.what_is(text))
        return text
    if blob and (AGE.startswith(blob) or layout.resembles(blob, AGE)):
        raise Unreadable("truncated" if AGE.startswith(blob) else "damaged")
    layout.check(blob)
    return blob


def decrypted(blob: bytes, identity: x25519.Identity) -> bytes:
    """What is in an age file. Raises Unreadable."""
    # pyrage takes 4 ms to import; a plain register never needs it.
    import pyrage

    try:
        text: bytes = pyrage.decrypt(blob, [identity])
    except pyrage.DecryptError as error:
        raise Unreadable(why_not(blob, str(error))) from error
    return text


def why_not(blob: bytes, said: str) -> str:
    """Why an age file does not open: cut short, another key, or damaged."""
    if not is_whole(blob):
        return "truncated"
    if "No matching keys" in said:
        return "foreign" if PASSPHRASE in blob[:200] else "wrong_key"
    return "damaged"


def is_whole(blob: bytes) -> bool:
    """Whether an age file has the length of a text of whole blocks."""
    head = blob.find(END_OF_HEAD)
    end = blob.find(b"\n", head + len(END_OF_HEAD))
    if head < 0 or end < 0:
        return False
    sealed = len(blob) - (end + 1) - NONCE
    chunks = -(-sealed // (CHUNK + TAG))
    text = sealed - chunks * TAG
    return text > 0 and text % layout.BLOCK == 0


def sealed(text: bytes, home: Home) -> bytes:
    """
    `text` in an age envelope, for every recipient.

    Raises Unwritable when the recipients are missing or leave our own key out:
    nobody locks herself out of her own register.
    """
    recipients = keys.recipients(home)
    if not recipients:
        raise Unwritable("recipients_missing", hint="key_recover", path=str(home.recipients_file))
    if keys.public(home) not in recipients:
        raise Unwritable(
            "recipients_without_identity", hint="key_recover", path=str(home.recipients_file)
        )
    return encrypted(text, recipients)


def encrypted(text: bytes, recipients: tuple[str, ...]) -> bytes:
    """`text` in an age envelope for these public keys."""
    import pyrage

    known = [pyrage.x25519.Recipient.from_str(key) for key in recipients]
    blob: bytes = pyrage.encrypt(text, known)
    return blob
