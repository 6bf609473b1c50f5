"""What stands in somebody's way: a bad back, no licence, Dutch that is still being learned."""

from __future__ import annotations

import pytest

from talentregister.matching import Knowledge, Match, match, thesaurus
from talentregister.matching import roles as roles_
from talentregister.matching.knowledge import shipped_files, sort_of
from talentregister.matching.reading import ALL_ASKED, read
from talentregister.matching.rules import limits
from tests.matching.town import TODAY, Town


def named(shipped: Knowledge, ask: str, **notes: str) -> dict[str, Match]:
    """Who is named for an ask, of people who all can the same, each with a note."""
    can, _, wanted = ask.partition(": ")
    town = Town()
    people = {town.resident(name, can=can, note=note): name for name, note in notes.items()}
    which = town.initiative("Buurthuis", wanted)
    return {people[m.who]: m for m in match(town.records(), which, TODAY, shipped).matches}


@pytest.mark.parametrize(
    ("ask", "limit"),
    [
        ("verhuizer geweest: bank naar boven tillen", "hernia"),
        ("verhuizer geweest: sterke handen bij een verhuizing", "rug kapot, wijst alleen aan"),
        ("wandelen: meelopen met de wandelgroep", "loopt met een rollator"),
        ("leest graag voor: voorlezen aan kleuters", "ziet bijna niks meer"),
        ("coupeuse: gordijnen korter maken", "handen trillen"),
        ("taxichauffeur geweest: wie rijdt mij naar het ziekenhuis", "nog geen geldig rijbewijs"),
        ("juf geweest: Hollands praten", "NL B1"),
        ("lerares geweest: taalmaatje", "beetje Nederlands, leert hard"),
        ("verhuizer geweest: bank naar boven tillen", "72, rug"),
        ("kok geweest: koken voor een groep", "kan niet meer zo lang staan"),
        ("dakdekker: dakgoot schoonmaken", "hoogtevrees gekregen"),
        ("deed de administratie: formulieren invullen", "dyslectisch"),
        ("thuiszorg: bij een zieke zitten", "zit aan d'r taks"),
        ("verhuizer geweest: bank naar boven tillen", "58, fibromyalgie"),
        ("badjuf geweest: leren zwemmen", "mag het water niet meer in"),
        ("juf geweest: voorlezen aan de kleuters", "leest zelf niet meer, ogen"),
        ("juf geweest: brieven uitleggen", "Engels goed, NL klein beetje"),
        ("dakdekker: dakgoot schoonmaken", "is snel duizelig"),
        ("taxichauffeur geweest: wie rijdt mij naar het ziekenhuis", "heeft epilepsie"),
        ("koerier: wie rijdt mij naar het ziekenhuis", "bezig met rijbewijs"),
        ("dakdekker: dakgoot schoonmaken", "durft geen trapje op"),
        ("Dari: tolk Dari", "bijna geen NL"),
        ("Tigrinya: tolk Turks, Tigrinya of Dari", "NL A2"),
        ("boekhouder geweest: schulden op orde", "zit zelf in de schuldsanering"),
        ("chauffeur geweest: wie rijdt mij naar het ziekenhuis", "beginnend dement, dochter belt"),
        ("juf geweest: bijles rekenen", "klaar met school: geen bijles vragen"),
        ("toespraken houden: een toespraak bij de opening", "stottert"),
        ("leidster geweest op de crèche: oppas voor de peuters", "86"),
        ("secretaresse geweest: brief van de belasting begrijpen", "ogen zijn op"),
        ("secretaresse geweest: brief van de belasting begrijpen", "leest niks meer"),
        ("fietsenmaker: fiets repareren", "handen trillen"),
        ("past op de poes: wie geeft de kat eten", "allergisch geworden"),
        ("hondenuitlater: wie laat de hond uit", "bang v honden"),
        ("NT2 docent geweest: taalles geven", "geeft geen les meer"),
        ("verhuizer geweest: kast tillen", "mag geen zware dingen meer tillen"),
        ("verhuizer geweest: kast naar boven", "niks zwaars"),
    ],
)
def test_who_is_limited_in_it_stands_far_behind_with_that_limit(
    shipped: Knowledge, ask: str, limit: str
) -> None:
    found = named(shipped, ask, Ada=limit, Bea="woont hier al lang")
    assert next(iter(found)) == "Bea"
    assert found["Bea"].cautions == ()
    if "Ada" in found:  # nobody is hidden who may know somebody; but she is warned
        assert found["Ada"].score < found["Bea"].score * 0.75
        assert [caution.code for caution in found["Ada"].cautions] == ["says_no"]
        assert found["Ada"].cautions[0].text in limit


@pytest.mark.parametrize(
    ("ask", "note"),
    [
        ("verhuizer geweest: bank naar boven tillen", "man heeft een hernia"),
        ("juf geweest: taalmaatje", "geeft les aan wie Nederlands leren moeilijk vindt"),
        ("telefoniste geweest: mensen opbellen", "zit in een rolstoel"),
        ("leest graag voor: voorlezen aan kleuters", "loopt met een rollator"),
        ("taxichauffeur geweest: wie rijdt mij naar het ziekenhuis", "NL B1"),
        ("verhuizer geweest: bank naar boven tillen", "sterke rug"),
        ("verhuizer geweest: bank naar boven tillen", "zorgt voor moeder. moeder (81) praat veel"),
        ("deed de administratie: formulieren invullen", "zoon is dyslectisch"),
        ("verhuizer geweest: bank naar boven tillen", "verzorgde haar man na zijn beroerte"),
        ("verhuizer geweest: bank naar boven tillen", "verpleegkundige, wist alles van reuma"),
    ],
)
def test_a_limit_of_another_or_to_something_else_takes_nothing_away(
    shipped: Knowledge, ask: str, note: str
) -> None:
    found = named(shipped, ask, Ada=note, Bea="woont hier al lang")
    assert found["Ada"].cautions == ()
    assert found["Ada"].score > found["Bea"].score - 0.1


def test_what_a_wish_says_of_oneself_is_heard(shipped: Knowledge) -> None:
    town = Town()
    people = {
        town.resident("Ada", can="coupeuse", wants="wie leest mij voor, ogen zijn op"): "Ada",
        town.resident("Bea", can="coupeuse", wants="wie leest mij voor"): "Bea",
        town.resident("Cor", can="tuinman geweest", wants="spitten, kan dat zelf niet meer"): "Cor",
        town.resident("Dik", can="tuinman geweest", wants="spitten"): "Dik",
    }
    for ask, first, behind in (("gordijnen", "Bea", "Ada"), ("tuin spitten", "Dik", "Cor")):
        which = town.initiative(ask, ask)
        answer = match(town.records(), which, TODAY, shipped, directions=("wants",))
        found = {people[m.who]: m for m in answer.matches}
        assert "says_no" not in [caution.code for caution in found[first].cautions]
        if behind in found:
            assert found[behind].score < found[first].score * 0.9
            assert "says_no" in [caution.code for caution in found[behind].cautions]


def test_who_asks_is_limited_in_nothing(shipped: Knowledge) -> None:
    reading = read("hernia, wie tilt mijn bank", shipped.analyst, ("concept",), asking=True)
    assert not any(found.denied for found in reading.found)


def test_a_limit_holds_for_all_that_is_narrower(shipped: Knowledge) -> None:
    reading = read("hernia", shipped.analyst, ("concept", "item"))
    denied = [found.feature for found in reading.found if found.denied]
    said = {shipped.compiled.concepts[f].id for f in denied if isinstance(f, int) and f >= 0}
    assert {"sjouwen", "opbouwen"} <= said  # setting up stalls is carrying


def test_every_name_in_the_list_is_a_concept_or_a_role() -> None:
    files = shipped_files()
    known = set(thesaurus.read([file for file in files if not sort_of(file)]))
    known |= set(roles_.read([file for file in files if sort_of(file) == "roles"]))
    assert {name for names, _ in limits() for name in names} - known == {ALL_ASKED}


def test_a_no_to_something_wide_is_one_to_all_that_lies_under_it(shipped: Knowledge) -> None:
    found = named(shipped, "loodgieter: kraan lekt", An="", Bo="doet geen klussen meer")
    assert found["An"].score > 0.3
    assert "Bo" not in found or found["Bo"].score < found["An"].score / 2
    found = named(shipped, "piano: pianist gezocht", An="", Bo="doet geen klussen meer")
    assert found["An"].score == found["Bo"].score


@pytest.mark.parametrize(
    "said",
    [
        "doet er niks meer bij, nee is nee",
        "niet meer bellen!",
        "wil met rust gelaten worden",
        "geen vrijwilligerswerk meer",
        "overleden in mei",
    ],
)
def test_who_asked_to_be_left_in_peace_comes_behind_all_others(
    shipped: Knowledge, said: str
) -> None:
    found = named(shipped, "kok geweest: kok voor de buurtmaaltijd", An="", Bo=said)
    assert found["An"].score > 0.5
    assert "Bo" not in found or found["Bo"].score < found["An"].score / 2


def test_to_be_left_in_peace_as_a_wish_is_told(shipped: Knowledge) -> None:
    town = Town()
    town.resident("An", can="kok geweest", wants="met rust gelaten worden")
    ask = town.initiative("Eettafel", "kok")
    found = match(town.records(), ask, TODAY, shipped, directions=("wants",)).matches
    assert [[caution.code for caution in one.cautions] for one in found] == [["says_no"]]


@pytest.mark.parametrize(
    "said",
    [
        "kan er met rust over praten",
        "laat de hond met rust",
        "haar man is overleden",
        "zoon zit vast",
        "bel niet meer stuk",
        "nee is geen antwoord voor hem",
    ],
)
def test_peace_that_is_not_asked_for_is_no_no(shipped: Knowledge, said: str) -> None:
    found = named(shipped, "kok geweest: kok voor de buurtmaaltijd", An="", Bo=said)
    assert found["Bo"].score > found["An"].score * 0.95
