"""What months, days of the week and seasons are called in full, and the days around today."""

from __future__ import annotations

from collections.abc import Mapping

from talentregister.language import i18n

MONTH_NAMES: Mapping[i18n.Language, tuple[str, ...]] = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
WEEKDAY_NAMES: Mapping[i18n.Language, tuple[str, ...]] = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SEASON_NAMES: Mapping[i18n.Language, tuple[str, ...]] = {
    "nl": ("voorjaar", "zomer", "najaar", "winter"),
    "en": ("spring", "summer", "autumn", "winter"),
}
# How many days from today.
TODAY: Mapping[str, int] = {
    **dict.fromkeys(("vandaag", "today", "vanochtend", "vanmiddag", "vanavond", "tonight"), 0),
    **dict.fromkeys(("morgenochtend", "morgenmiddag", "morgenavond", "tomorrow morning"), 1),
    "morgen": 1, "tomorrow": 1, "overmorgen": 2,
    "day after tomorrow": 2, "gisteren": -1, "yesterday": -1, "eergisteren": -2,
    "day before yesterday": -2,
}  # fmt: skip
