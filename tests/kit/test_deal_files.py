"""The deal's folder: the real one reads, and each kind of mistake is named with its file, line and reason."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.deal import Deal, wijk_digits
from services.kit.deal_files import DealError, read_deal
from services.kit.deal_lists import repeated

REAL = Path(__file__).parents[2] / "deal" / "den-haag-zuidwest"

APPROACH = ["1a", "1b", "1c", "2a", "2b", "2c", "3a", "3b", "3c", "3d", "3e", "3f"]


@pytest.fixture(scope="module")
def deal() -> Deal:
    return read_deal(REAL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REAL, tmp_path / "deal"))


def problems_in(folder: Path) -> list[str]:
    with pytest.raises(DealError) as caught:
        read_deal(folder)
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def replace_in(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old` and give the line on which it stood."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_real_deal_has_the_parts_that_its_text_names(deal: Deal) -> None:
    assert [party.slug for party in deal.parties if not party.consultation_seat] == ["bvom"]
    assert [party.group for party in deal.parties] == ["rijk"] * 7 + ["regio"]
    assert [pillar.number for pillar in deal.pillars] == [1, 2, 3]
    assert len(deal.themes) == 6
    assert [element.id for element in deal.approach] == APPROACH
    assert {wijk.slug: wijk.inhabitants for wijk in deal.wijken.wijken} == {
        "bouwlust": 16685,
        "vrederust": 12345,
        "morgenstond": 19345,
        "moerwijk": 21300,
    }
    assert len(deal.commitments) == 125
    assert sum(commitment.countable for commitment in deal.commitments) == 49
    assert [result.id for result in deal.expected_results if result.pillar is None][:5] == [
        "social-cohesion",
        "feeling-unsafe",
        "activated",
        "led-to-work",
        "problematic-debt",
    ]
    assert deal.contributions.total_cents == 2 * 750_000_000
    assert deal.about.term.signed_on is None
    assert deal.about.core_message.text.endswith("sociale verbondenheid en veiligheid wordt verbeterd.")


def test_every_promise_of_article_3_has_an_expected_result(deal: Deal) -> None:
    measured = {commitment for result in deal.expected_results for commitment in result.commitments}
    promised = {each.id for each in deal.commitments if each.article == "Art. 3" and each.topic == "resultaat"}
    assert promised - measured == set()


def test_a_commitment_knows_its_strength_and_its_element(deal: Deal) -> None:
    by_id = {commitment.id: commitment for commitment in deal.commitments}
    building, aim = by_id["A3-3-01"], by_id["A4.3d-12"]
    assert (deal.strength_of(building).slug, deal.strength_of(aim).slug) == ("inspannen", "streven")
    assert (deal.element_of(building), getattr(deal.element_of(aim), "id", None)) == (None, "3d")
    assert aim.actor == "regio"
    assert aim.id in building.linked_to


def test_the_social_cohesion_scale_reaches_from_0_to_10(deal: Deal) -> None:
    scale = next(each.scale for each in deal.indicators if each.id == "social-cohesion")
    assert scale is not None
    factor = scale.factor_numerator / scale.factor_denominator
    for answers, score in (("best", 10.0), ("neutral", 5.0), ("worst", 0.0)):
        total = 0
        for item in scale.items:
            values = sorted(
                value
                for each in scale.answers
                if (value := each.reversed_value if item.reversed else each.value) is not None
            )
            total += {"best": values[-1], "neutral": values[2], "worst": values[0]}[answers]
        assert total * factor == score
    first = scale.answers[0]
    assert (first.answer, first.value, first.reversed_value) == ("helemaal mee eens", 4, 0)


MISTAKES = [
    (
        "parties.toml",
        "consultation_seat = true",
        'consultation_seat = "yes"',
        "`consultation_seat` must be true or false",
    ),
    ("parties.toml", 'group = "rijk"', 'group = "state"', "`group` must be 'rijk' or 'regio', not 'state'"),
    ("parties.toml", 'name = "LNV"', 'name = ""', "`name` is empty"),
    ("parties.toml", 'name = "BZK"', 'colour = "red"\nname = "BZK"', "`colour` is not a known field"),
    ("parties.toml", 'slug = "bzk"', 'slug = "lnv"', "`slug` lnv is used twice"),
    ("pillars.toml", "number = 2", "number = 1", "`number` 1 is used twice"),
    ("pillars.toml", ', en = "Healthy and capable residents"', "", "`titles` has no title in en"),
    ("themes.toml", 'slug = "sport"', 'slug = "Sport!"', "`slug` is 'Sport!', which does not have the form"),
    ("approach.toml", "pillar = 3", "pillar = 4", "there is no pillar 4 in pillars.toml"),
    (
        "approach.toml",
        'article = "Art. 4.1a"',
        'article = "artikel 4"',
        "`article` is 'artikel 4', which does not have",
    ),
    (
        "wijken.toml",
        '{ code = "BU05183387"',
        '{ code = "BU0518338"',
        "`wijken 1 › buurten 1 › code` is 'BU0518338', which does not",
    ),
    ("wijken.toml", '{ code = "BU05183396"', '{ code = "BU05183496"', "BU05183496 is not a buurt of WK051833"),
    ("wijken.toml", '{ code = "BU05183398"', '{ code = "BU05183387"', "BU05183387 is in two wijken"),
    ("wijken.toml", "inhabitants = 19345", "inhabitants = 19445", "`inhabitants` differs from the buurten by more"),
    (
        "wijken.toml",
        'municipality = "GM0518"',
        'municipality = "GM518"',
        "`scheme › municipality` is 'GM518', which does not",
    ),
    ("wijken.toml", "rounded_to = 5", "rounded_to = 0", "`scheme › rounded_to` must be 1 or more"),
    ("expected_results.toml", 'commitments = ["A3-01"]', 'commitments = ["A3-99"]', "there is no commitment A3-99"),
    ("expected_results.toml", 'indicator = "activated"', 'indicator = "active"', "there is no indicators/active.toml"),
    ("expected_results.toml", 'kind = "evidence"', 'kind = "belief"', "must have the kind"),
    ("expected_results.toml", "value = 0.5", 'value = "half"', "must be a number"),
    ("expected_results.toml", "pillar = 1", "pillar = 9", "there is no pillar 9 in pillars.toml"),
    (
        "contributions.toml",
        "amount_cents = 750_000_000",
        "amount_cents = 7.5",
        "`contributions 1 › amount_cents` must be a whole number",
    ),
    (
        "contributions.toml",
        "amount_cents = 390_000_000",
        "amount_cents = -1",
        "`tranches 2 › amount_cents` must be more than 0",
    ),
    (
        "contributions.toml",
        "total_cents = 1_5",
        "total_cents = 1_6",
        "`total_cents` is not the sum of the contributions",
    ),
    ("contributions.toml", 'party = "lnv"', 'party = "vws"', "there is no party vws in parties.toml"),
    ("contributions.toml", 'contribution = "rijk"', 'contribution = "eu"', "there is no contribution eu"),
    ("open_data.toml", 'by = "rpde"', 'by = "rpd"', "there is no service rpd"),
    ("open_data.toml", 'serves = ["activities"]', 'serves = ["activity"]', "there is no data set activity"),
    ("open_data.toml", 'id = "projects"', 'id = "figures"', "`id` figures is used twice"),
    ("open_data.toml", 'themes = ["GOVE"]', 'themes = ["HEAL"]', "the theme HEAL has no name"),
    ("open_data.toml", 'url = "http://creativecommons', 'url = "creativecommons', "`licence › url` is"),
    ("programmes.toml", 'level = "regional"', 'level = "galactic"', "`level` must be"),
    ("programmes.toml", "pillars = [2]", "pillars = [7]", "there is no pillar 7 in pillars.toml"),
    ("organisations.toml", 'slug = "cbs"', 'slug = "pbl"', "`slug` pbl is used twice"),
    ("target_groups.toml", 'slug = "families"', 'slugg = "families"', "`slugg` is not a known field"),
    ("categories.toml", 'ar = "لقاءات"\n', "", "meeting has no label in ar"),
    ("categories.toml", 'bg = "Срещи"', 'bg = ""', "`labels › bg` is empty"),
    (
        "deal.toml",
        "ends_on = 2023-07-31",
        'ends_on = "31 juli 2023"',
        "`term › ends_on` must be a date, as in 2023-07-31",
    ),
    ("deal.toml", 'in_force = "day-after-all-signed"', 'in_force = "now"', "`term › in_force` must be"),
    ("strengths.toml", '  "borgen",\n', "", "A4.2a-06: the verb 'borgen' stands 0 times in strengths.toml, not once"),
    (
        "indicators/social-cohesion.toml",
        "min_answered_items = 4",
        "min_answered_items = 5",
        "is more than there are items",
    ),
    ("indicators/activated.toml", 'id = "activated"', 'id = "active"', "the file is called activated.toml"),
    ("indicators/activated.toml", "version = 1", "version = 0", "`version` must be 1 or more"),
    (
        "indicators/meeting-places-per-wijk.toml",
        'place_kind = "meeting-place"',
        'place_kind = "pub"',
        "there is no kind pub in place_kinds.toml",
    ),
    ("indicators/problematic-debt.toml", '"A3-05"', '"A3-55"', "there is no commitment A3-55 in commitments.csv"),
    ("commitments.csv", "A3-02;3;alle", "A3-02;3;9", "there is no pillar 9 in pillars.toml"),
    ("commitments.csv", "A3-02;3;alle", "A3-02;3;all", "`pillar` must be a whole number"),
    ("commitments.csv", "A3-02;3;alle", "A3-01;3;alle", "`id` A3-01 is used twice"),
    ("commitments.csv", "A3-02;3;alle", "A3-02;3", "the row has 11 columns instead of 12"),
    ("commitments.csv", "A3-02;3;alle", "third;3;alle", "`id` is 'third', which does not have the form"),
    (
        "commitments.csv",
        ";deal;ja;500 personen",
        ";planet;ja;500 personen",
        "`scope` must be 'deal' or 'wijk', not 'planet'",
    ),
    ("commitments.csv", ";deal;ja;500 personen", ";deal;maybe;500 personen", "`countable` must be true or false"),
    ("commitments.csv", "A4.1a-01;4.1a;1", "A4.1a-01;4.1a;2", "A4.1a-01: Art. 4.1a is of pillar 1"),
    ("commitments.csv", "A4.1a-01;4.1a;1", "A4.1a-01;4.1z;1", "A4.1a-01: Art. 4.1z is the article of no element"),
    ("commitments.csv", ";regio;de dienst", ";raad;de dienst", "A3-08: the actor 'raad' is not a party"),
    (
        "commitments.csv",
        "partijen;Partijen;A4.1a-02",
        "partijen;Partijen;A4.1a-99",
        "A3-1-01: is linked to A4.1a-99, which is",
    ),
    (
        "commitments.csv",
        "partijen;Partijen;A4.1a-02",
        "partijen;Partijen;A4.1a-03",
        "A4.1a-03 is not linked to A3-1-01",
    ),
    ("commitments.csv", "id;article", "nr;article", "the columns must be id;article;pillar"),
    ("commitments.csv", "A3-03;", '"A3-03"x;', "this is not CSV"),
]


@pytest.mark.parametrize(("file", "old", "new", "reason"), MISTAKES, ids=[f"{m[0]}: {m[3][:50]}" for m in MISTAKES])
def test_a_mistake_is_refused_with_its_line_and_reason(
    folder: Path, file: str, old: str, new: str, reason: str
) -> None:
    line = replace_in(folder, file, old, new)
    problems = [problem for problem in problems_in(folder) if reason in problem]
    assert problems, problems_in(folder)
    if new:
        assert problems[0].startswith(f"{file}:{line}: ")


@pytest.mark.parametrize(
    ("file", "old", "line_offset", "new"),
    [
        ("parties.toml", 'name = "JenV"', 0, "name = 3"),
        ("pillars.toml", "number = 3", 0, 'number = "3"'),
        ("wijken.toml", '  { code = "BU05183489"', 0, '  { code = "x"'),
        ("categories.toml", 'pl = "Praca"', 0, "pl = 1"),
        ("contributions.toml", 'vat = "included"', 0, 'vat = "who knows"'),
        ("commitments.csv", "A4.3f-04;4.3f;3", 0, "A4.3f-04;4.3f;x"),
        ("indicators/projects-per-meeting-place.toml", 'method = "minimum"', 0, 'method = "average"'),
    ],
)
def test_the_line_is_exactly_that_of_the_mistake(folder: Path, file: str, old: str, line_offset: int, new: str) -> None:
    line = replace_in(folder, file, old, new) + line_offset
    (problem,) = problems_in(folder)
    assert problem.startswith(f"{file}:{line}: ")


def test_every_mistake_is_listed_at_once_in_order(folder: Path) -> None:
    replace_in(folder, "themes.toml", 'slug = "werk"', "slug = 6")
    first = replace_in(folder, "parties.toml", 'group = "rijk"', 'group = "state"')
    replace_in(folder, "parties.toml", 'group = "regio"', 'group = "region"')
    replace_in(folder, "commitments.csv", "A3-02;3;alle", "A3-02;x;alle")
    problems = problems_in(folder)
    assert [problem.split(":")[0] for problem in problems] == [
        "commitments.csv",
        "parties.toml",
        "parties.toml",
        "themes.toml",
    ]
    assert problems[1].startswith(f"parties.toml:{first}: ")


def test_text_that_is_not_toml_is_refused_at_its_line(folder: Path) -> None:
    line = replace_in(folder, "themes.toml", 'slug = "sport"', "slug = sport")
    (problem,) = problems_in(folder)
    assert problem.startswith(f"themes.toml:{line}: this is not TOML: ")


def test_a_missing_file_and_an_unknown_file_are_both_named(folder: Path) -> None:
    (folder / "themes.toml").rename(folder / "thema.toml")
    assert problems_in(folder) == [
        "thema.toml:1: a deal has no file of this name",
        "themes.toml:1: the file is missing",
    ]


def test_bytes_that_are_not_utf8_are_refused_at_their_line(folder: Path) -> None:
    (folder / "themes.toml").write_bytes(b'# one\n# two\nname = "caf\xe9"\n')
    assert problems_in(folder) == ["themes.toml:3: the text is not UTF-8"]


def test_an_empty_list_and_a_stray_key_are_refused(folder: Path) -> None:
    (folder / "themes.toml").write_text("# nothing\nthema = []\n", encoding="utf-8")
    assert problems_in(folder) == [
        "themes.toml:1: there must be at least one [[themes]]",
        "themes.toml:2: `thema` is not a known field",
    ]


def test_an_indicator_that_is_not_toml_and_a_folder_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    (folder / "indicators" / "notes.md").write_text("x", encoding="utf-8")
    assert problems_in(folder) == ["indicators/notes.md:1: an indicator is a .toml file"]
    assert problems_in(tmp_path / "nowhere")[0].endswith("nowhere:1: there is no such folder")


def test_tranches_must_add_up_to_their_contribution(folder: Path) -> None:
    replace_in(folder, "contributions.toml", "amount_cents = 390_000_000", "amount_cents = 380_000_000")
    line = (folder / "contributions.toml").read_text(encoding="utf-8").splitlines().index(
        "amount_cents = 750_000_000"
    ) + 1
    assert problems_in(folder) == [f"contributions.toml:{line}: the tranches of rijk do not add up to its amount"]


def test_the_digits_of_a_cbs_code_are_those_of_its_wijk() -> None:
    assert wijk_digits("WK051833") == wijk_digits("BU05183387") == "051833"


@given(st.lists(st.integers(0, 5)))
def test_repeated_names_each_later_use_and_no_first_one(ids: list[int]) -> None:
    positions = list(repeated(list(ids)))
    assert len(positions) == len(ids) - len(set(ids))
    assert all(ids.index(ids[position]) < position for position in positions)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_bytes_a_file_holds_the_answer_is_a_list_of_problems(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(shutil.copytree(REAL, Path(temporary) / "deal"))
        name = data.draw(st.sampled_from(["themes.toml", "parties.toml", "commitments.csv", "wijken.toml"]))
        path = folder / name
        whole = path.read_bytes()
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, min(len(whole), start + 40)))
        path.write_bytes(whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:])
        try:
            read_deal(folder)
        except DealError as error:
            lines = path.read_bytes().count(b"\n") + path.read_bytes().count(b"\r") + 2
            assert all(1 <= problem.line <= 10_000 for problem in error.problems)
            assert all(problem.line <= lines for problem in error.problems if problem.file == name)


def test_another_edition_of_an_indicator_says_only_what_differs(deal: Deal) -> None:
    edition = next(each for each in deal.editions if each.id == "social-cohesion")
    own = next(each for each in deal.indicators if each.id == "social-cohesion")
    assert (edition.version, edition.comparability_group, edition.target) == (2, "vm-2021", own.target)
    assert edition.scale and len(edition.scale.items) == 6
    assert own.scale and not set(edition.scale.modes) <= set(own.scale.modes)
