"""
Every verb in one table: its Dutch name, the file that holds it, and what it does.

To add a verb: write a plain function in a file of this room and name it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from talentregister.language.i18n import later as N_


class Verb(NamedTuple):
    """
    A verb of the command line; its function is named after it.

    `example` is the key of a hint that shows a line to type.
    """

    dutch: str
    file: str
    summary: str
    example: str = ""

    def function_name(self, name: str) -> str:
        """The function in `file`: `list` and `import` are words Python keeps."""
        return f"{name}_" if name in ("list", "import") else name


VERBS: Mapping[str, Verb] = {
    "init": Verb("begin", "start", N_("make a new register")),
    "demo": Verb("demo", "demo", N_("see it work, on invented people; leaves nothing behind")),
    "add": Verb("erbij", "gather", N_("write down somebody, or an initiative")),
    "loves": Verb("houdt-van", "gather", N_("write down a passion")),
    "can": Verb("kan", "gather", N_("write down a talent"), "who_example"),
    "wants": Verb("wil", "gather", N_("write down a wish, or what an initiative asks")),
    "has": Verb("heeft", "gather", N_("write down a thing or a place somebody has")),
    "note": Verb("noteer", "gather", N_("write down what was said, or a round along the doors")),
    "edit": Verb("wijzig", "edit", N_("change or remove what was written down")),
    "match": Verb("zoek", "match", N_("find who suits whom, and why"), "match_example"),
    "list": Verb("lijst", "find", N_("list residents, initiatives, wishes, talents and more")),
    "show": Verb("toon", "find", N_("show everything about one")),
    "themes": Verb(
        "themas", "themes", N_("see the themes, and teach the program your words"), "themes_example"
    ),
    "link": Verb("verbind", "together", N_("bring two parties together"), "link_example"),
    "went": Verb("ging", "together", N_("write down how a link went")),
    "consent": Verb(
        "akkoord", "together", N_("write down what somebody agrees to"), "consent_example"
    ),
    "today": Verb("vandaag", "today", N_("begin the day: one screen of what there is to do")),
    "remind": Verb("herinner", "follow", N_("see whom to contact today")),
    "later": Verb("later", "follow", N_("promise to come back to somebody")),
    "done": Verb("klaar", "follow", N_("close a promise, or a wish")),
    "rhythm": Verb("ritme", "follow", N_("say how often to speak to somebody")),
    "schedule": Verb("rooster", "schedule", N_("see what is due by itself, every day")),
    "import": Verb("importeer", "incoming", N_("read a sheet into the register"), "import_example"),
    "export": Verb("exporteer", "outgoing", N_("write the register to a sheet"), "export_example"),
    "undo": Verb("herstel", "care", N_("take back the last thing that was done")),
    "forget": Verb("vergeet", "forget", N_("forget somebody, everywhere and for good")),
    "check": Verb("controle", "care", N_("check the register and every backup")),
    "backup": Verb("reservekopie", "care", N_("make a backup, here or on a stick")),
    "restore": Verb("terugzetten", "care", N_("put a backup back")),
    "key": Verb("sleutel", "keys", N_("look after the key of the register")),
    "config": Verb("instelling", "start", N_("see or change a setting")),
}


def verb_named(name: str) -> str | None:
    """The verb `name` means, in English or Dutch; None when it is none."""
    if name in VERBS:
        return name
    return next((verb for verb, entry in VERBS.items() if entry.dutch == name), None)
