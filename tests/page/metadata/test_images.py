"""Images: those of the body, with captions, without the decorations of the site."""

import pytest

from flows.page.lines import Image, Label, Line, Reading
from flows.page.metadata.images import find_images

TEXTS = ["东岭大桥建成通车", "近日，东岭大桥建成通车。", "▲东岭大桥全景 何田 摄", "群众前来围观。", "相关新闻", "更多"]
LABELS = [
    Label("metadata"),
    Label("body"),
    Label("removed", "image"),
    Label("body"),
    Label("removed"),
    Label("removed"),
]


def find(*images: Image) -> list[tuple[str, str | None]]:
    reading = Reading([Line(index, text) for index, text in enumerate(TEXTS)], "text/html", images=list(images))
    return [(image.url, image.caption) for image in find_images(reading, LABELS, TEXTS[0], 0, 3)]


def test_caption_under_the_image_wins_over_its_alternative_text() -> None:
    assert find(Image("/a.jpg", "大桥的照片", 2)) == [("/a.jpg", "▲东岭大桥全景 何田 摄")]
    assert find(Image("/a.jpg", "大桥的照片", 3)) == [("/a.jpg", "大桥的照片")]


@pytest.mark.parametrize("alt", ["", "IMG_2041.JPG", "photo", "东岭大桥建成通车"])
def test_alternative_texts_that_say_nothing(alt: str) -> None:
    assert find(Image("/a.jpg", alt, 3)) == [("/a.jpg", None)]


@pytest.mark.parametrize(
    "url", ["/img/logo.png", "data:image/gif;base64,R0", "/icons/wechat.png", "/qrcode_258.jpg", "/ad/x.jpg", ""]
)
def test_decorations(url: str) -> None:
    assert find(Image(url, "", 3)) == []


def test_images_outside_the_body_and_doubles() -> None:
    assert find(Image("/a.jpg", "", 1), Image("/a.jpg", "", 3), Image("/b.jpg", "", 5)) == [("/a.jpg", None)]


def test_file_names_in_plain_text() -> None:
    texts = ["东岭大桥建成通车", "微信图片_20240305.png", "近日，东岭大桥建成通车。"]
    reading = Reading([Line(index, text) for index, text in enumerate(texts)], "text/plain")
    labels = [Label("metadata"), Label("removed", "image"), Label("body")]
    assert [(image.url, image.line_index) for image in find_images(reading, labels, texts[0], 0, 2)] == [
        ("微信图片_20240305.png", 1)
    ]
