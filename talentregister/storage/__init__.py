"""
The storage room: how the register is kept.

`read` gives a frozen snapshot; `transaction` changes it, all or nothing. What
only writers need is imported when it is first asked for, and TinyDB and the
lock when a transaction begins: every command starts that much sooner.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from talentregister.storage.home import Home
from talentregister.storage.reading import read

if TYPE_CHECKING:
    from talentregister.storage.audit import Line, lines
    from talentregister.storage.backups import (
        Backup,
        Good,
        Warned,
        back_up,
        back_up_to,
        list_backups,
    )
    from talentregister.storage.change import Change, Touched, transaction
    from talentregister.storage.checking import Checked, Finding, Report, check
    from talentregister.storage.creation import Created, create
    from talentregister.storage.erasure import Erase, Forgotten, Instructions, finish, forget
    from talentregister.storage.exports import Export, list_exports, log_export
    from talentregister.storage.history import Operation, Undone, operations, undo
    from talentregister.storage.keycare import (
        Recovered,
        check_paper_key,
        decrypt_register,
        encrypt_register,
        lock_key,
        recover,
        unlock_key,
    )
    from talentregister.storage.restoring import Plan, Restored, plan_restore, restore
    from talentregister.storage.wordcache import WordCache

RARE = {
    "audit": ("Line", "lines"),
    "backups": ("Backup", "Good", "Warned", "back_up", "back_up_to", "list_backups"),
    "change": ("Change", "Touched", "transaction"),
    "checking": ("Checked", "Finding", "Report", "check"),
    "creation": ("Created", "create"),
    "erasure": ("Erase", "Forgotten", "Instructions", "finish", "forget"),
    "exports": ("Export", "list_exports", "log_export"),
    "history": ("Operation", "Undone", "operations", "undo"),
    "keycare": (
        "Recovered",
        "check_paper_key",
        "decrypt_register",
        "encrypt_register",
        "lock_key",
        "recover",
        "unlock_key",
    ),
    "restoring": ("Plan", "Restored", "plan_restore", "restore"),
    "wordcache": ("WordCache",),
}
MODULES = {name: module for module, names in RARE.items() for name in names}

__all__ = [
    "Backup",
    "Change",
    "Checked",
    "Created",
    "Erase",
    "Export",
    "Finding",
    "Forgotten",
    "Good",
    "Home",
    "Instructions",
    "Line",
    "Operation",
    "Plan",
    "Recovered",
    "Report",
    "Restored",
    "Touched",
    "Undone",
    "Warned",
    "WordCache",
    "back_up",
    "back_up_to",
    "check",
    "check_paper_key",
    "create",
    "decrypt_register",
    "encrypt_register",
    "finish",
    "forget",
    "lines",
    "list_backups",
    "list_exports",
    "lock_key",
    "log_export",
    "operations",
    "plan_restore",
    "read",
    "recover",
    "restore",
    "transaction",
    "undo",
    "unlock_key",
]


def __getattr__(name: str) -> object:
    """What is rarely needed, imported when it is."""
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{MODULES[name]}"), name)
