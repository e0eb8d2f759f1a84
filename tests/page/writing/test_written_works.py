"""著 and 着 in Simplified text of pages that wrote both as 著."""

import pytest

from flows.page.text.words import words
from flows.page.writing.written_works import tell_written_works


@pytest.mark.parametrize("name", ["written_works", "particles"])
def test_every_word_comes_out_as_it_is_listed(name: str) -> None:
    for word in words(name):
        assert tell_written_works(word.replace("着", "著")) == word


@pytest.mark.parametrize(
    "text",
    [
        "他看着窗外，想着心事，慢慢地走着。",
        "着手处理，衣着整齐，执着于一件事，睡着了，跟着走",
        "捧着书看，写着名字，接着作报告，墙上挂着名人字画",
        "正在翻译着一封信，讨论着土著的历史，编着辫子",
        "著名的作家著作等身，成绩显著，功勋卓著，见微知著",
        "她的名著与原著、译著、专著、遗著、拙著都在这里",
        "《山间的早晨》林小满著，二〇一九年初版。",
        "《河边》，陈大海等著。",
        "陈大海 著，临江出版",
        "《河边的书》（陈大海著）",
        "《河边的书》（弗兰茨·河曼著，林小满译）",
        "林小满著《山间的早晨》",
        "林小满著",
        "他所著的书，另著有《山记》",
        "（微笑着）你好。",
        "静静等着",
        "《河边》大家都看着，没有人说话",
    ],
)
def test_in_context(text: str) -> None:
    assert tell_written_works(text.replace("着", "著")) == text
