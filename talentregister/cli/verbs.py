"""
Every verb in one table: its Dutch name, the file that holds it, and what it does.

To add a verb: write a plain function in a file of this room and name it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from talentregister.language.i18n import gettext
from talentregister.language.i18n import later as N_


class Verb(NamedTuple):
    """A verb of the command line; its function is named after it."""

    dutch: str
    file: str
    summary: str

    def function_name(self, name: str) -> str:
        """The function in `file`: `list` and `import` are words Python keeps."""
        return f"{name}_" if name in ("list", "import") else name


VERBS: Mapping[str, Verb] = {
    "init": Verb("begin", "start", N_("make a new register")),
    "demo": Verb("demo", "demo", N_("see it work, on invented people; leaves nothing behind")),
    "add": Verb("erbij", "gather", N_("write down somebody, or an initiative")),
    "loves": Verb("houdt-van", "gather", N_("write down a passion")),
    "can": Verb("kan", "gather", N_("write down a talent")),
    "wants": Verb("wil", "gather", N_("write down a wish, or what an initiative asks")),
    "has": Verb("heeft", "gather", N_("write down a thing or a place somebody has")),
    "note": Verb("noteer", "gather", N_("write down what was said, or a round along the doors")),
    "edit": Verb("wijzig", "edit", N_("change or remove what was written down")),
    "match": Verb("zoek", "match", N_("find who suits whom, and why")),
    "list": Verb("lijst", "find", N_("list residents, initiatives, wishes, talents and more")),
    "show": Verb("toon", "find", N_("show everything about one")),
    "themes": Verb("themas", "themes", N_("see the themes, and teach the program your words")),
    "link": Verb("verbind", "together", N_("bring two parties together")),
    "went": Verb("ging", "together", N_("write down how a link went")),
    "consent": Verb("akkoord", "together", N_("write down what somebody agrees to")),
    "today": Verb("vandaag", "today", N_("begin the day: one screen of what there is to do")),
    "remind": Verb("herinner", "follow", N_("see whom to contact today")),
    "later": Verb("later", "follow", N_("promise to come back to somebody")),
    "done": Verb("klaar", "follow", N_("close a promise, or a wish")),
    "rhythm": Verb("ritme", "follow", N_("say how often to speak to somebody")),
    "schedule": Verb("rooster", "schedule", N_("see what is due by itself, every day")),
    "import": Verb("importeer", "incoming", N_("read a sheet into the register")),
    "export": Verb("exporteer", "outgoing", N_("write the register to a sheet")),
    "undo": Verb("herstel", "care", N_("take back the last thing that was done")),
    "forget": Verb("vergeet", "forget", N_("forget somebody, everywhere and for good")),
    "check": Verb("controle", "care", N_("check the register and every backup")),
    "backup": Verb("reservekopie", "care", N_("make a backup, here or on a stick")),
    "restore": Verb("terugzetten", "care", N_("put a backup back")),
    "key": Verb("sleutel", "keys", N_("look after the key of the register")),
    "config": Verb("instelling", "start", N_("see or change a setting")),
}

# A line to type, for a verb's page of help and for who left its words out.
EXAMPLES: Mapping[str, str] = {
    "add": N_("talent add Vincent van Gogh --area Kerkenbosch"),
    "loves": N_("talent loves Marijke kunstgeschiedenis"),
    "can": N_("talent can Ahmet voetbaltrainer geweest"),
    "wants": N_("talent wants Joke gitaar leren spelen"),
    "has": N_("talent has Joke een bakfiets"),
    "note": N_("talent note Marijke,Joke samen koffie, willen een leeskring"),
    "edit": N_("talent edit r12 --phone 0612345678"),
    "match": N_('talent match Ahmet, or talent match "wie kan er tekenen"'),
    "list": N_("talent list wishes"),
    "show": N_("talent show Ahmet"),
    "themes": N_("talent themes add harira koken"),
    "link": N_("talent link Ahmet 1"),
    "went": N_("talent went l5 introduced"),
    "consent": N_("talent consent Marijke keep,share yes --how oral"),
    "later": N_('talent later Kees over een jaar "dan met pensioen"'),
    "done": N_('talent done f41 "wil in mei beginnen"'),
    "rhythm": N_("talent rhythm Marijke 3 maanden"),
    "import": N_("talent import sprokkel.csv"),
    "export": N_("talent export kerkenbosch.xlsx"),
    "forget": N_("talent forget Ahmet"),
}


def example(verb: str) -> str:
    """A line to type, said as one; nothing for a verb that has none."""
    line = EXAMPLES.get(verb)
    return gettext("For example: {line}").format(line=gettext(line)) if line else ""


def verb_named(name: str) -> str | None:
    """The verb `name` means, in English or Dutch; None when it is none."""
    if name in VERBS:
        return name
    return next((verb for verb, entry in VERBS.items() if entry.dutch == name), None)
