"""Who suits what, and why: the traps and the scenarios, one sentence each."""

from __future__ import annotations

from datetime import date

import pytest

from talentregister.matching import Answer, Knowledge, Match, explain, match, match_all, match_words
from talentregister.model.availability import Availability
from talentregister.model.resident import Consent, Spoken
from tests.matching.town import TODAY, Town


def asked(town: Town, who: str, knowledge: Knowledge) -> Answer:
    """The answer for `who`."""
    return match(town.records(), who, TODAY, knowledge)


def names(answer: Answer, direction: str = "wants") -> list[str]:
    """Who is named in one section."""
    return [m.who for m in answer.matches if m.direction == direction]


def only(answer: Answer, direction: str = "wants") -> Match:
    """The only match of one section."""
    (found,) = [m for m in answer.matches if m.direction == direction]
    return found


# --- the scenarios ----------------------------------------------------------------


def test_who_once_coached_football_finds_the_club_and_the_shared_word(
    knowledge: Knowledge,
) -> None:
    town = Town()
    ahmet = town.resident("Ahmet", can="voetbaltrainer geweest, jeugd")
    club = town.initiative("VV Kerkenbosch", "trainers voor de jeugd")
    found = asked(town, ahmet, knowledge).matches[0]
    assert (found.who, found.direction) == (club, "offers")
    assert any("jeugd" in reason.wants for reason in found.reasons)


def test_who_loves_art_history_is_found_as_a_speaker(knowledge: Knowledge) -> None:
    town = Town()
    marijke = town.resident("Marijke", loves="kunstgeschiedenis")
    room = town.initiative("De Ontmoeting", "spreker over kunst")
    found = only(asked(town, room, knowledge))
    assert found.who == marijke
    assert found.reasons[0].role_reason == "kan er boeiend over vertellen"


def test_a_former_guard_is_found_under_safe(knowledge: Knowledge) -> None:
    town = Town()
    guard = town.resident("Marlon", can="beveiliger geweest")
    found = match_words(town.records(), "veilig", TODAY, knowledge)
    assert names(found) == [guard]
    assert found.matches[0].reasons[0].how == "job"


def test_who_draws_well_and_who_wants_pictures_for_a_book_are_a_pair(
    knowledge: Knowledge,
) -> None:
    town = Town()
    bep = town.resident("Bep", wants="plaatjes voor mijn boek")
    wilma = town.resident("Wilma", can="tekenen", wants="vaker naar buiten")
    assert names(asked(town, bep, knowledge)) == [wilma]
    assert names(asked(town, wilma, knowledge), "offers") == [bep]


def test_somebody_who_seeks_company_sees_the_coffee_group_as_a_guest(
    knowledge: Knowledge,
) -> None:
    town = Town()
    trees = town.resident("Trees", wants="gezelschap, een praatje")
    coffee = town.initiative("Koffie drinken met elkaar", "koffie schenken")
    assert names(asked(town, trees, knowledge), "guest") == [coffee]
    assert names(asked(town, coffee, knowledge), "guest") == [trees]


def test_sewing_is_not_answered_by_sowing(knowledge: Knowledge) -> None:
    town = Town()
    asker = town.resident("Latifa", wants="iemand die kan naaien")
    town.resident("Zeynep", loves="zaaien")
    assert names(asked(town, asker, knowledge)) == []


def test_scissors_that_do_not_cut_find_the_knife_grinder(knowledge: Knowledge) -> None:
    town = Town()
    asker = town.resident("Joke", wants="mijn scharen knippen niet meer")
    grinder = town.resident("Kees", can="had een messenslijperij op de markt")
    assert names(asked(town, asker, knowledge)) == [grinder]


# --- who only seems suited, names, languages (the traps: test_traps.py) ---


def test_who_only_seems_suited_stands_behind(knowledge: Knowledge) -> None:
    town = Town()
    painter = town.resident("Rachid", can="huisschilder, tekenen")
    artist = town.resident("Quincy", can="tekenen")
    tunnel = town.initiative("Kunst in de tunnel", "muurschildering")
    answer = asked(town, tunnel, knowledge)
    scores = {m.who: m.score for m in answer.matches}
    assert scores[artist] >= scores.get(painter, 0.0)


def test_a_name_in_a_text_is_neither_repaired_nor_taken_apart(knowledge: Knowledge) -> None:
    town = Town()
    town.resident("Piet", note="kwam langs met mevrouw Tuinhof")
    park = town.initiative("Groenploeg", "tuinieren")
    assert names(asked(town, park, knowledge)) == []


def test_arabic_comes_before_interpreting_in_general(knowledge: Knowledge) -> None:
    town = Town()
    town.resident("Femke", can="tolk Engels")
    halima = town.resident("Halima", languages=(Spoken(name="Arabisch"),))
    pool = town.initiative("Tolkenpoule", "tolk Arabisch")
    assert names(asked(town, pool, knowledge))[0] == halima


def test_a_little_of_a_language_counts_for_half_and_is_marked(knowledge: Knowledge) -> None:
    town = Town()
    little = town.resident("Olena", languages=(Spoken(name="Engels", level="een beetje"),))
    well = town.resident("Femke", languages=(Spoken(name="Engels", level="vloeiend"),))
    pool = town.initiative("Tolkenpoule", "Engels")
    first, second = asked(town, pool, knowledge).matches
    assert (first.who, second.who) == (well, little)
    assert [c.code for c in second.cautions] == ["low_level"]


# --- who takes part ---------------------------------------------------------------


def test_a_no_of_the_worker_never_returns_whichever_way_round(knowledge: Knowledge) -> None:
    town = Town()
    cook = town.resident("Hassan", can="koken")
    table = town.initiative("Eettafel", "koken")
    town.reject(table, cook)
    assert asked(town, table, knowledge).matches == ()
    assert names(asked(town, cook, knowledge), "offers") == []


def test_a_no_for_one_ask_leaves_the_other(knowledge: Knowledge) -> None:
    town = Town()
    cook = town.resident("Hassan", can="koken, tuinieren")
    table = town.initiative("Buurthuis", "koken", "tuinieren")
    town.reject(cook, table, "s2")
    found = only(asked(town, table, knowledge))
    assert found.wants.id == "s3"


def test_a_link_that_came_to_nothing_is_not_proposed_again(knowledge: Knowledge) -> None:
    town = Town()
    cook = town.resident("Hassan", can="koken")
    other = town.resident("Rachida", can="koken")
    table = town.initiative("Eettafel", "koken")
    town.link(cook, table, "failed")
    assert names(asked(town, table, knowledge)) == [other]


def test_a_pair_that_is_linked_keeps_its_line_with_the_link(knowledge: Knowledge) -> None:
    town = Town()
    cook = town.resident("Hassan", can="koken")
    table = town.initiative("Eettafel", "koken")
    link = town.link(cook, table, "introduced")
    assert only(asked(town, table, knowledge)).link == link


@pytest.mark.parametrize("status", ["resting", "stopped", "frozen"])
def test_who_may_not_be_proposed_is_never_named(knowledge: Knowledge, status: str) -> None:
    town = Town()
    town.resident("Hassan", can="koken", status=status)  # type: ignore[arg-type]
    no = Consent(purpose="approach", given=False, on=TODAY)
    town.resident("Rachida", can="koken", consents=(no,))
    table = town.initiative("Eettafel", "koken")
    assert asked(town, table, knowledge).matches == ()


def test_what_no_longer_counts_and_what_will_not_be_shown_is_not_offered(
    knowledge: Knowledge,
) -> None:
    town = Town()
    hassan = town.resident("Hassan")
    town.say(hassan, "can", "koken", state="withdrawn")
    town.say(hassan, "loves", "koken", will_show="no")
    table = town.initiative("Eettafel", "koken")
    assert asked(town, table, knowledge).matches == ()


@pytest.mark.parametrize("state", ["resting", "stopped"])
def test_an_initiative_that_rests_is_not_named(knowledge: Knowledge, state: str) -> None:
    town = Town()
    cook = town.resident("Hassan", can="koken")
    town.initiative("Eettafel", "koken", state=state)  # type: ignore[arg-type]
    assert asked(town, cook, knowledge).matches == ()


def test_notes_count_only_when_they_are_talks_about_one(knowledge: Knowledge) -> None:
    town = Town()
    one = town.resident("Hassan", note="kan goed koken")
    two = town.resident("Rachida")
    town.note("samen koken ging goed", one, two)
    town.note("koken werd genoemd", two, kind="advice")
    table = town.initiative("Eettafel", "koken")
    assert names(asked(town, table, knowledge)) == [one]


def test_nobody_answers_his_own_wish(knowledge: Knowledge) -> None:
    town = Town()
    hassan = town.resident("Hassan", can="koken", wants="iemand die voor me kan koken")
    assert names(asked(town, hassan, knowledge)) == []


def test_a_wish_to_do_something_is_an_offer_and_not_a_request(knowledge: Knowledge) -> None:
    town = Town()
    anna = town.resident("Anna", wants="taalmaatje worden")
    table = town.initiative("Taalcafé", "taalmaatje")
    found = only(asked(town, table, knowledge))
    assert (found.who, found.offers.kind) == (anna, "wants")
    assert asked(town, anna, knowledge).matches[0].direction == "offers"


def test_who_wants_to_learn_it_is_a_guest_and_no_helper(knowledge: Knowledge) -> None:
    town = Town()
    fatma = town.resident("Fatma", wants="leren fietsen")
    lessons = town.initiative("Fietsles", "fietsinstructeur")
    answer = asked(town, lessons, knowledge)
    assert names(answer) == []
    assert names(answer, "guest") == [fatma]


def test_two_who_love_the_same_are_shown_to_each_other(knowledge: Knowledge) -> None:
    town = Town()
    one = town.resident("An", loves="breien")
    other = town.resident("Bo", loves="haken")
    assert names(asked(town, one, knowledge), "shared") == [other]


def test_the_offer_of_an_initiative_answers_a_wish(knowledge: Knowledge) -> None:
    town = Town()
    asker = town.resident("An", wants="iemand met een busje")
    which = town.initiative("Wijkbus", has="busje")
    assert asker in names(asked(town, which, knowledge), "offers")
    assert which in names(asked(town, asker, knowledge))


# --- order, availability, asks -----------------------------------------------------


def test_ties_go_by_name(knowledge: Knowledge) -> None:
    town = Town()
    late = town.resident("Zoë", can="koken")
    first = town.resident("Éva", can="koken")
    table = town.initiative("Eettafel", "koken")
    assert names(asked(town, table, knowledge)) == [first, late]


def test_who_has_time_comes_first_also_when_many_can_do_the_same(knowledge: Knowledge) -> None:
    town = Town()
    for name in ("An", "Bep", "Cas", "Dirk", "Els", "Fatma"):
        town.resident(name, can="koken")
    free = town.resident("Zoë", can="koken", availability=Availability(slots=("tue_evening",)))
    table = town.initiative("Eettafel", "koken", schedule="dinsdagavond")
    assert [m.who for m in match(town.records(), table, TODAY, knowledge, limit=1).matches] == [
        free
    ]


def test_whose_hours_suit_comes_first_also_when_many_ask_the_same(knowledge: Knowledge) -> None:
    town = Town()
    free = Availability(slots=("tue_evening",))
    cook = town.resident("An", can="koken", availability=free)
    for name in ("Bakclub", "Club", "Dis", "Eethuis", "Fornuis", "Gaarkeuken"):
        town.initiative(name, "koken")
    table = town.initiative("Zalm", "koken", schedule="dinsdagavond")
    found = match(town.records(), cook, TODAY, knowledge, limit=1, directions=("offers",))
    assert [m.who for m in found.matches] == [table]


def test_availability_breaks_ties_and_hides_nobody(knowledge: Knowledge) -> None:
    town = Town()
    busy = town.resident("An", can="koken", availability=Availability(slots=("mon_morning",)))
    unknown = town.resident("Bo", can="koken")
    free = town.resident("Cas", can="koken", availability=Availability(slots=("tue_evening",)))
    table = town.initiative("Eettafel", "koken", schedule="dinsdagavond")
    answer = asked(town, table, knowledge)
    assert names(answer) == [free, unknown, busy]
    assert [m.fits for m in answer.matches] == [True, None, False]


def test_every_ask_has_its_own_places_and_nobody_is_an_answer(knowledge: Knowledge) -> None:
    town = Town()
    town.resident("Hassan", can="koken")
    town.resident("Sjaak", can="banden plakken")
    house = town.initiative("Buurthuis", "fietsen maken", "koken", "zingen")
    asks = asked(town, house, knowledge).asks
    assert [len(ask.ranks) for ask in asks] == [1, 1, 0]


def test_all_open_asks_are_answered_by_name_of_the_asker(knowledge: Knowledge) -> None:
    town = Town()
    town.resident("Hassan", can="koken")
    b = town.initiative("B", "koken")
    a = town.resident("A", wants="iemand die kan koken")
    found = list(match_all(town.records(), TODAY, knowledge))
    assert [answer.for_ for answer in found] == [a, b]


def test_free_words_find_those_who_can(knowledge: Knowledge) -> None:
    town = Town()
    town.resident("Wilma", loves="tekenen")
    found = match_words(town.records(), "wie kan er tekenen", TODAY, knowledge)
    assert found.for_ is None
    assert [m.direction for m in found.matches] == ["wants"]
    assert match_words(town.records(), "qqq", TODAY, knowledge).matches == ()


# --- reasons and the whole sum -------------------------------------------------------


def test_a_reason_has_the_words_of_both_as_typed(knowledge: Knowledge) -> None:
    town = Town()
    town.resident("Dirk", can="Timerman, 40 jr in de bouw")
    asker = town.initiative("Opknapdag", "Timmeren en zagen")
    reason = only(asked(town, asker, knowledge)).reasons[0]
    assert (reason.wants, reason.offers) == ("Timmeren", "Timerman")
    assert reason.read_as == "timmerman"
    assert (reason.concept, reason.label_en) == ("houtbewerking", "woodwork")


def test_there_are_at_most_three_reasons_the_strongest_first(knowledge: Knowledge) -> None:
    town = Town()
    town.resident("An", can="koken, breien, tuinieren, tekenen")
    house = town.initiative("Huis", "koken", "breien", "tuinieren", "tekenen")
    assert len(only(asked(town, house, knowledge)).reasons) == 3


def test_a_reason_far_weaker_than_the_strongest_is_not_read_aloud(shipped: Knowledge) -> None:
    town = Town()
    town.resident("Joost", can="grafisch ontwerper", loves="koffie")
    paper = town.initiative("Buurtblad", "vormgeven", "rondbrengen")
    found = only(asked(town, paper, shipped))
    assert [reason.offers for reason in found.reasons] == ["grafisch ontwerper"]


def test_why_somebody_suits_one_ask_is_not_said_of_another(shipped: Knowledge) -> None:
    town = Town()
    town.resident("Chantal", can="organiseert de straatbarbecue")
    feast = town.initiative("Zomerfeest", "vergunning regelen", "barbecue")
    for reason in only(asked(town, feast, shipped)).reasons:
        assert (reason.wants, reason.role_reason) != ("vergunning", "heeft de tent en de tafels al")


def test_why_one_calls_somebody_is_said_of_nobody_who_is_only_like_him(shipped: Knowledge) -> None:
    town = Town()
    town.resident("Joost", loves="festivals")
    town.resident("Nel", note="man overleden in maart")
    town.resident("Ali", can="taxichauffeur")
    cafe = town.initiative("Repair", "elektra", "naaimachine", "rolstoel duwen")
    told = {reason.role_reason for m in asked(town, cafe, shipped).matches for reason in m.reasons}
    assert told <= {""}


def test_who_would_rather_be_there_than_do_it_is_a_guest(shipped: Knowledge) -> None:
    town = Town()
    nel = town.resident("Nel", wants="eens samen eten, alleen is maar alleen")
    table = town.initiative("Eettafel De Linde", "kok", description="samen eten")
    assert names(asked(town, table, shipped), "guest") == [nel]
    assert names(asked(town, table, shipped)) == []
    assert names(asked(town, nel, shipped), "guest") == [table]
    assert names(asked(town, nel, shipped), "offers") == []


def test_the_whole_sum_names_the_line_a_link_rests_on(knowledge: Knowledge) -> None:
    town = Town()
    dirk = town.resident("Dirk", can="timmerman")
    asker = town.initiative("Opknapdag", "zagen")
    found = explain(town.records(), dirk, asker, TODAY, knowledge)
    (told,) = [e for e in found if e.asker == asker]
    evidence = told.asks[0].needs[0].evidence[0]
    assert evidence.source == "small.txt:3 timmerman"
    assert told.total == only(asked(town, asker, knowledge)).score


def test_own_words_are_added_and_taken_away(cache: object, tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(cache, Path)
    assert isinstance(tmp_path, Path)
    own = tmp_path / "own.txt"
    own.write_text("koken | | bissara, -soep\n", encoding="utf-8")
    small = Path(__file__).parent / "words" / "thesaurus" / "small.txt"
    knowledge = Knowledge.load(cache, [own], shipped=[small])
    town = Town()
    one = town.resident("Amina", can="bissara")
    town.resident("Piet", can="soep")
    table = town.initiative("Eettafel", "koken")
    assert names(asked(town, table, knowledge)) == [one]


def test_today_is_an_argument(knowledge: Knowledge) -> None:
    town = Town()
    town.resident("An", can="koken")
    table = town.initiative("Eettafel", "koken")
    answers = [match(town.records(), table, day, knowledge) for day in (TODAY, date(2030, 1, 1))]
    assert answers[0] == answers[1]
