"""People: names apart from posts, bodies, media and placeholders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.bylines.people import Person, is_name, read_people, split_post


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("林小川", [Person("林小川")]),
        ("何　田", [Person("何田")]),
        ("林小川 何 田", [Person("林小川"), Person("何田")]),
        ("林小川、何田", [Person("林小川"), Person("何田")]),
        ("林小川和周小渔", [Person("林小川"), Person("周小渔")]),
        ("欧阳小川", [Person("欧阳小川")]),
        ("阿依古丽·买买提", [Person("阿依古丽·买买提")]),
        ("某市审计局局长 林小川", [Person("林小川", "局长", "某市审计局")]),
        ("东岭市审计局局长林小川", [Person("林小川", "局长", "东岭市审计局")]),
        ("市审计局局长林小川", [Person("林小川", "局长", "市审计局")]),
        ("市委书记 林小川", [Person("林小川", "市委书记")]),
        ("林小川 江口大学教授", [Person("林小川", "教授", "江口大学")]),
        ("林小川(東嶺市人大常委會黨組書記、主任)", [Person("林小川", "黨組書記、主任", "東嶺市人大常委會")]),
        ("林小川（江口大学）", [Person("林小川", None, "江口大学")]),
        (
            "江口大学法学院教授、博士生导师 林小川，东岭县财政局局长 何田",
            [Person("林小川", "教授、博士生导师", "江口大学法学院"), Person("何田", "局长", "东岭县财政局")],
        ),
        ("江口社记者 林小川", [Person("林小川", "记者", "江口社")]),
        ("记者罗飞王明丽郭鹃", [Person("罗飞", "记者"), Person("王明丽", "记者"), Person("郭鹃", "记者")]),
        ("本报记者 林小川 通讯员 何田", [Person("林小川", "记者"), Person("何田", "通讯员")]),
        ("東嶺市人大常委會課題組", [Person("東嶺市人大常委會課題組")]),
        ("John Smith", [Person("John Smith")]),
        ("riverman88", [Person("riverman88")]),
        ("林小川 SF021", [Person("林小川")]),
        ("林小川、林小川", [Person("林小川")]),
    ],
)
def test_people(value: str, people: list[Person]) -> None:
    assert read_people(value) == people


@pytest.mark.parametrize(
    "value",
    [
        "",
        "佚名",
        "admin",
        "小编",
        "本站",
        "江口晚报",
        "东岭新闻网",
        "本刊资料",
        "SN034",
        "2804",
        "未知",
        "。",
        "x" * 500,
    ],
)
def test_nobody(value: str) -> None:
    assert read_people(value) == []


@pytest.mark.parametrize(
    ("text", "affiliation", "post"),
    [
        ("伊水市西区人大常委会党组书记、主任", "伊水市西区人大常委会", "党组书记、主任"),
        ("市人大常委会党组成员、秘书长兼办公室主任", None, "市人大常委会党组成员、秘书长兼办公室主任"),
        ("江口大学副教授", "江口大学", "副教授"),
        ("江口大学马克思主义学院", "江口大学马克思主义学院", None),
        ("县委书记", None, "县委书记"),
        ("", None, None),
    ],
)
def test_split_post(text: str, affiliation: str | None, post: str | None) -> None:
    assert split_post(text) == (affiliation, post)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("林小川", True),
        ("何田", True),
        ("諸葛小川", True),
        ("江口网", False),
        ("小编", False),
        ("林", False),
        ("高清", False),
    ],
)
def test_is_name(text: str, expected: bool) -> None:
    assert is_name(text) is expected


@given(st.text(alphabet="林小川何田记者通讯员市局长（）()、，/ \u3000和与·A1报网", max_size=80))
def test_any_value(value: str) -> None:
    people = read_people(value)
    assert all(person.name and person.name == person.name.strip() for person in people)
    assert len({person.name for person in people}) == len(people)
