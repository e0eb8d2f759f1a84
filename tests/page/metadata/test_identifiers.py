"""Filing numbers, document numbers, issues and mail addresses."""

import pytest

from flows.page.metadata.identifiers import ISSUE, find_emails, find_icp, find_police, is_document_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("版权所有 吉ICP备05000001号-1 举报", "吉ICP备05000001号-1"),
        ("京 ICP 备 05000001 号", "京 ICP 备 05000001 号"),
        ("沪icp备05000001号", "沪icp备05000001号"),
        ("京ICP证050001号 吉ICP备05000001号", "吉ICP备05000001号"),
        ("京ICP证050001号", "京ICP证050001号"),
        ("ICP备案", None),
    ],
)
def test_icp(text: str, number: str | None) -> None:
    assert find_icp(text) == number


def test_police() -> None:
    assert find_police("吉公网安备 22030002000001号 吉ICP备05000001号") == "吉公网安备 22030002000001号"
    assert find_police("吉公網安備22030002000001號") == "吉公網安備22030002000001號"
    assert find_police("公网安备") is None


def test_emails() -> None:
    assert find_emails("邮箱：a.b@example.com.cn，c@example.org；a.b@example.com.cn") == [
        "a.b@example.com.cn",
        "c@example.org",
    ]
    assert find_emails("logo@2x.png a@b @江口发布") == []


@pytest.mark.parametrize(
    "text",
    [
        "江政发〔2021〕7号",
        "东府规[2020]3号",
        "东财农（2020）12号",
        "江口省人民政府令第76号",
        "東府教字第1130001234號",
        "江办字【2020】第3号",
    ],
)
def test_document_number(text: str) -> None:
    assert is_document_number(text)


@pytest.mark.parametrize(
    "text", ["2023年第10期", "2023年10期", "2023年第1-2期", "第12卷第3期", "总第345期", "2023 年 第 10 期"]
)
def test_issue(text: str) -> None:
    assert ISSUE.fullmatch(text)


@pytest.mark.parametrize("text", ["第一期工程", "2023年10月", "为期3期"])
def test_no_issue(text: str) -> None:
    assert ISSUE.search(text) is None
