"""What is no page by its name."""

import pytest

from flows.corpus.leftovers import is_leftover


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "._page.html",
        "thumbs.db",
        "lost+found",
        ".git",
        ".nfs000000000abcdef1234567",
        ".~lock.a.html#",
        ".a.html.swp",
        ".a.html.Xy3bQ1",
        ".Trash-1000",
        ".syncthing.a.html.tmp",
    ],
)
def test_leftovers(name: str) -> None:
    assert is_leftover(name)


@pytest.mark.parametrize(
    "name",
    [".html", "...更多.html", ".2023", ".env", "a.html", "a~", ".a.shtml", ".关于春耕的通知", "._", ".a.公告公告公告"],
)
def test_names_of_pages(name: str) -> None:
    assert not is_leftover(name)
