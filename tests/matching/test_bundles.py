"""Which wishes stand together, under which name, and who carries them."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentregister.matching import Knowledge
from talentregister.matching.bundles import PEOPLE, WIDE, Bundle, bundles, label
from talentregister.model.initiative import OpenTo
from talentregister.model.resident import Consent
from talentregister.model.statement import State
from tests.matching.town import TODAY, Town

# Its own words, so that the shipped ones may grow freely.
WORDS = """
geld (money) | | geldzaken, bank | |
toeslag (allowances) | geld | toeslag, toeslagen, huurtoeslag, huursubsidie | | belasting
belasting (tax) | geld | belasting, blauwe envelop | |
meubels (furniture) | | tafel, stoel | | geld
eten~ (food) | | eten | |
koken (cooking) | eten | koken, soep | kok |
bakken (baking) | eten | bakken, taart | |
kinderen~ (children) | | kinderen, jeugd | |
sport (sports) | | sport, sporten | |
rondje (round) | kring | rondje | |
kring (circle) | rondje | kring | |
"""
SPORTS = "".join(f"sport{n} | sport | balsport{n} | |\n" for n in range(WIDE + 1))


@pytest.fixture(scope="module")
def known(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Money with two kinds under it, food, sports of many kinds, and a circle."""
    file = tmp_path_factory.mktemp("own") / "thesaurus" / "bundles.txt"
    file.parent.mkdir()
    file.write_text(WORDS + SPORTS, encoding="utf-8")
    return Knowledge.load(cache, shipped=[file])


def asking(*wishes: str) -> Town:
    """A town where everybody has one wish; who asks first is r1, with s1."""
    town = Town()
    for number, wish in enumerate(wishes):
        town.resident(f"Naam{number:02}", wants=wish)
    return town


def found(town: Town, known: Knowledge) -> dict[str, list[str]]:
    """The wishes of each bundle, by its name."""
    return {label(b): [w.id for w in b.wishes] for b in bundles(town.records(), TODAY, known)}


def only(town: Town, known: Knowledge) -> Bundle:
    """The one bundle there is."""
    (one,) = bundles(town.records(), TODAY, known)
    return one


RENT = ("huurtoeslag aanvragen", "hulp bij toeslagen", "recht op huursubsidie")


def test_three_who_ask_the_same_in_other_words_are_one_bundle(known: Knowledge) -> None:
    bundle = only(asking(*RENT), known)
    assert (label(bundle), bundle.people) == ("toeslag", 3)
    assert [w.who for w in bundle.wishes] == ["r1", "r2", "r3"]
    assert bundle.open == ("s1", "s2", "s3")


def test_two_people_are_no_bundle_however_often_they_ask(known: Knowledge) -> None:
    town = asking(*RENT[:2])
    town.say("r1", "wants", "zorg over de toeslag")
    assert found(town, known) == {}


def test_two_wishes_of_one_person_both_stand_there_and_count_once(known: Knowledge) -> None:
    town = asking(*RENT)
    town.say("r1", "wants", "toeslag terugbetalen")
    bundle = only(town, known)
    assert (bundle.people, len(bundle.wishes)) == (3, 4)


def test_the_narrowest_name_that_holds_three_wins_and_the_rest_stands_under_the_wider(
    known: Knowledge,
) -> None:
    rest = ("belasting", "geldzaken", "de bank")
    assert found(asking(*RENT, *rest), known) == {
        "geld": ["s4", "s5", "s6"],
        "toeslag": ["s1", "s2", "s3"],
    }


def test_too_few_of_each_kind_stand_together_under_the_wider_name(known: Knowledge) -> None:
    town = asking("huurtoeslag", "toeslagen", "belasting", "geldzaken")
    assert found(town, known) == {"geld": ["s1", "s2", "s3", "s4"]}


def test_a_soft_concept_names_no_bundle(known: Knowledge) -> None:
    assert found(asking("iets voor kinderen", "iets met kinderen", "de jeugd"), known) == {}
    assert found(asking("soep", "koken", "taart"), known) == {}


def test_a_target_group_does_not_hide_the_subject(known: Knowledge) -> None:
    town = asking("koken met kinderen", "soep voor de jeugd", "leren koken")
    assert found(town, known) == {"koken": ["s1", "s2", "s3"]}


def test_a_whole_family_names_only_what_asks_for_it(known: Knowledge) -> None:
    kinds = ("balsport1", "balsport2", "balsport3")
    assert found(asking(*kinds), known) == {}
    assert found(asking(*kinds, "sport", "meer sporten", "iets met sport"), known) == {
        "sport": ["s4", "s5", "s6"]
    }


def test_who_wants_to_give_asks_nothing(known: Knowledge) -> None:
    town = asking(*RENT[:2], "anderen helpen met toeslagen")
    assert found(town, known) == {}


@pytest.mark.parametrize("state", ["fulfilled", "expired", "withdrawn"])
def test_a_wish_that_no_longer_counts_is_left_out(known: Knowledge, state: State) -> None:
    town = asking(*RENT)
    town.say(town.resident("Later"), "wants", "toeslag", state=state)
    assert found(town, known) == {"toeslag": ["s1", "s2", "s3"]}


def test_a_wish_that_is_talked_about_still_counts(known: Knowledge) -> None:
    town = asking(*RENT[:2])
    town.say(town.resident("Later"), "wants", "toeslag", state="talking")
    assert found(town, known) == {"toeslag": ["s1", "s2", "s3"]}


def test_who_may_not_be_proposed_is_left_out(known: Knowledge) -> None:
    town = asking(*RENT[:2])
    town.resident("Rust", wants="toeslag", status="resting")
    no = Consent(purpose="approach", given=False, on=TODAY)
    town.resident("Nee", wants="toeslag", consents=(no,))
    assert found(town, known) == {}


def test_what_an_initiative_asks_is_no_wish(known: Knowledge) -> None:
    town = asking(*RENT[:2])
    town.initiative("Spreekuur", "iemand voor de toeslagen")
    assert found(town, known) == {}


def test_a_word_that_no_concept_covers_names_a_bundle_too(known: Knowledge) -> None:
    town = asking("samen schaken", "schaken in de buurt", "wil schaken", "een kwibbelaar")
    assert found(town, known) == {"schaken": ["s1", "s2", "s3"]}
    assert only(town, known).concept is None


def test_names_and_words_that_say_little_name_no_bundle(known: Knowledge) -> None:
    assert found(asking("met Kwibus mee", "naar Kwibus", "bij Kwibus"), known) == {}
    assert found(asking("hulp nodig", "zoekt hulp", "hulp van mensen"), known) == {}


def test_a_wish_beside_it_that_shares_a_word_goes_along(known: Knowledge) -> None:
    town = asking(*RENT, "de blauwe envelop van de huur")
    bundle = only(town, known)
    assert bundle.people == 4
    near = [w.beside.id if w.beside else "" for w in bundle.wishes]
    assert near == ["", "", "", "belasting"]


def test_a_wish_beside_it_in_words_of_its_own_stays_out(known: Knowledge) -> None:
    assert only(asking(*RENT, "een blauwe envelop"), known).people == 3
    assert only(asking(*RENT, "stoel voor de huurkamer"), known).people == 3
    words = ("samen schaken", "wil schaken", "schaken", "belasting, en een schaak")
    assert only(asking(*words), known).people == 3


def test_a_wish_about_two_things_stands_where_most_people_are(known: Knowledge) -> None:
    town = asking("koken en belasting", "koken", "soep", "belasting", "belasting", "belasting")
    assert found(town, known) == {"belasting": ["s1", "s4", "s5", "s6"]}


def test_the_most_people_come_first_and_equals_by_name(known: Knowledge) -> None:
    town = asking(*RENT, "koken", "koken", "koken", "taart", "taart", "taart", "taart")
    assert list(found(town, known)) == ["bakken", "koken", "toeslag"]


def test_a_circle_in_the_words_does_no_harm(known: Knowledge) -> None:
    town = asking("rondje", "rondje", "rondje", "kring")
    assert sum(map(len, found(town, known).values())) == 4


# --- who carries it ----------------------------------------------------------


def open_to(town: Town, which: str, answer: OpenTo) -> None:
    """Say of an initiative whether newcomers are welcome."""
    town.initiatives[which[1:]] = msgspec.structs.replace(
        town.initiatives[which[1:]], open_to_newcomers=answer
    )


def able(town: Town, known: Knowledge) -> list[str]:
    """Who could carry the one bundle."""
    return [carrier.id for carrier in only(town, known).carriers]


def test_initiatives_that_know_of_it_could_carry_it_and_it_is_said_why(known: Knowledge) -> None:
    town = asking(*RENT)
    town.initiative("Kookclub", has="soep")
    town.initiative("Het Loket", has="spreekuur over huurtoeslag")
    (carrier,) = only(town, known).carriers
    assert (carrier.id, carrier.reason.how, carrier.reason.concept) == ("i2", "concept", "toeslag")
    assert carrier.reason.offers == "spreekuur over huurtoeslag"


def test_a_word_finds_who_could_carry_it_too(known: Knowledge) -> None:
    town = asking("schaken", "samen schaken", "wil schaken")
    town.initiative("Schaakclub", has="schaken op dinsdag")
    assert able(town, known) == ["i1"]


def test_who_only_asks_for_something_like_it_is_too_far_off(known: Knowledge) -> None:
    town = asking(*RENT)
    town.initiative("Vraagt", "iemand voor de geldzaken")
    assert able(town, known) == []
    town.initiative("Doet", has="geldzaken")
    assert able(town, known) == ["i2"]


def test_who_is_stopped_or_closed_to_newcomers_could_not_carry_it(known: Knowledge) -> None:
    town = asking(*RENT)
    town.initiative("Was er", has="toeslagen", state="stopped")
    open_to(town, town.initiative("Besloten", has="toeslagen"), "no")
    open_to(town, town.initiative("Samen", has="toeslagen"), "with_company")
    assert able(town, known) == ["i3"]


def test_who_was_refused_by_all_of_them_is_not_named_again(known: Knowledge) -> None:
    town = asking(*RENT)
    town.initiative("Het Loket", has="toeslagen")
    for who in ("r1", "r2"):
        town.reject(who, "i1")
    assert able(town, known) == ["i1"]
    town.reject("i1", "r3", "s3")
    assert able(town, known) == []


def test_at_most_three_are_named_the_best_first_and_equals_by_name(known: Knowledge) -> None:
    town = asking(*RENT)
    for name in ("D", "C", "B", "A"):
        town.initiative(name, has="toeslagen")
    town.initiative("Vraagt", "iemand voor de toeslagen")
    assert able(town, known) == ["i4", "i3", "i2"]


def test_an_initiative_linked_for_the_wishes_of_two_carries_them(known: Knowledge) -> None:
    town = asking(*RENT)
    town.initiative("Toeslagen", has="toeslagen")
    town.link("r1", "i1", statements=("s1",))
    assert only(town, known).initiative is None
    town.link("i1", "r2", statements=("s2",))
    bundle = only(town, known)
    assert (bundle.initiative, bundle.carriers, bundle.open) == ("i1", (), ("s3",))
    assert [w.linked for w in bundle.wishes] == [True, True, False]


def test_a_link_for_something_else_or_with_a_neighbour_carries_nothing(known: Knowledge) -> None:
    town = asking(*RENT)
    town.initiative("Buurthuis")
    for who in ("r1", "r2", "r3"):
        town.link(who, "i1")
    helper = town.resident("Boekhouder", can="toeslagen")
    for number in ("1", "2"):
        town.link(f"r{number}", helper, statements=(f"s{number}",))
    assert only(town, known).initiative is None


def test_a_link_that_ended_or_an_initiative_that_stopped_carries_nothing(known: Knowledge) -> None:
    town = asking(*RENT)
    town.initiative("Toeslagen")
    town.initiative("Was er", state="stopped")
    for number in ("1", "2", "3"):
        town.link(f"r{number}", "i1", "ended", (f"s{number}",))
        town.link(f"r{number}", "i2", statements=(f"s{number}",))
    assert only(town, known).initiative is None


def test_the_initiative_of_most_of_them_carries_it(known: Knowledge) -> None:
    town = asking(*RENT, "toeslag", "toeslagen")
    town.initiative("Eerste")
    town.initiative("Tweede")
    for number, which in ((1, "i1"), (2, "i1"), (3, "i2"), (4, "i2"), (5, "i2")):
        town.link(f"r{number}", which, statements=(f"s{number}",))
    assert only(town, known).initiative == "i2"


def test_a_no_to_the_one_that_carries_it_is_not_asked_again(known: Knowledge) -> None:
    town = asking(*RENT, "toeslag")
    town.initiative("Toeslagen")
    for number in ("1", "2"):
        town.link(f"r{number}", "i1", statements=(f"s{number}",))
    town.reject("r3", "i1")
    assert only(town, known).open == ("s4",)


# --- whatever the register holds -----------------------------------------------


SAID = st.lists(
    st.sampled_from(
        (*RENT, "belasting", "bank en soep", "koken", "taart", "balsport1", "sport", "schaken",
         "de blauwe envelop van de huur", "anderen helpen met toeslagen", "kinderen", "rondje")
    ),
    max_size=14,
)  # fmt: skip


def shuffled(town: Town, chance: random.Random) -> Town:
    """The same town, written down in another order."""
    for name in ("residents", "initiatives", "statements", "links"):
        rows = list(getattr(town, name).items())
        chance.shuffle(rows)
        setattr(town, name, dict(rows))
    return town


@settings(max_examples=60, deadline=None)
@given(SAID, st.sets(st.integers(1, 14)), st.integers())
def test_the_order_of_the_register_changes_nothing(
    known: Knowledge, said: list[str], linked: set[int], seed: int
) -> None:
    town = asking(*said)
    for name in ("Spreekuur", "Loket"):
        town.initiative(name, has="toeslagen en koken")
    for number in sorted(n for n in linked if n <= len(said)):
        town.link(f"r{number}", f"i{number % 2 + 1}", statements=(f"s{number}",))
    before = bundles(town.records(), TODAY, known)
    assert bundles(shuffled(town, random.Random(seed)).records(), TODAY, known) == before


@settings(max_examples=60, deadline=None)
@given(SAID)
def test_a_wish_stands_in_one_bundle_and_every_bundle_has_three_people(
    known: Knowledge, said: list[str]
) -> None:
    made = bundles(asking(*said).records(), TODAY, known)
    ids = [wish.id for bundle in made for wish in bundle.wishes]
    assert len(ids) == len(set(ids))
    for bundle in made:
        assert bundle.people == len({wish.who for wish in bundle.wishes})
        assert len({wish.who for wish in bundle.wishes if wish.beside is None}) >= PEOPLE


def test_an_empty_register_has_no_bundles(known: Knowledge) -> None:
    assert bundles(Town().records(), TODAY, known) == ()
