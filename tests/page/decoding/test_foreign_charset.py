"""Korean, Japanese and alphabets beside Chinese: what is told, and what must not be."""

import pytest

from flows.page.decoding.decode import decode

JAPANESE = "昨日の午前、文化館の広場で無料の書道教室が開かれ、三十人あまりの住民が集まりました。"
KOREAN = "어제 오전 문화관 광장에서 무료 서예 교실이 열려 주민 서른 명이 모였습니다."
FOREIGN = [
    (JAPANESE, "shift_jis", "shift_jis"),
    (JAPANESE, "euc_jp", "euc-jp"),
    (JAPANESE, "iso2022_jp", "iso-2022-jp"),
    (KOREAN, "euc_kr", "euc-kr"),
    (KOREAN + " 똠방각하", "cp949", "euc-kr"),
    (KOREAN, "iso2022_kr", "iso-2022-kr"),
    ("Вчера утром на площади прошло бесплатное занятие, пришли тридцать жителей.", "cp1251", "windows-1251"),
    ("Вчера утром на площади прошло бесплатное занятие, пришли тридцать жителей.", "koi8-r", "koi8-r"),
    ("เมื่อวานเช้ามีการสอนเขียนพู่กันฟรีที่ลานหมู่บ้าน มีคนมาสามสิบคน", "cp874", "windows-874"),
    (
        "Hier matin, une leçon gratuite a été donnée sur la place ; l’élève était très attentif.",
        "cp1252",
        "windows-1252",
    ),
    ("Wczoraj rano na placu odbyła się bezpłatna lekcja, przyszło trzydzieści osób.", "cp1250", "windows-1250"),
    ("Χθες το πρωί έγινε δωρεάν μάθημα στην πλατεία, ήρθαν τριάντα κάτοικοι.", "cp1253", "windows-1253"),
]
HANS = "昨天上午，区文化馆在社区广场举办了一场免费的书法讲座，来了三十多位居民。"
HANT = "昨天上午，區文化館在社區廣場舉辦了一場免費的書法講座，來了三十多位居民。"
PAGE = "<html><head>%s<title>%s</title></head><body><div class=menu><a href=/>Home</a></div>\n<p>%s</p></body></html>"


@pytest.mark.parametrize(("text", "codec", "charset"), FOREIGN)
@pytest.mark.parametrize("label", [None, "right", "gb2312", "big5", "utf-8", "iso-8859-1"])
def test_text_of_another_language_is_read_whatever_is_declared(
    text: str, codec: str, charset: str, label: str | None
) -> None:
    label = charset if label == "right" else label
    page = PAGE % (f"<meta charset={label}>" if label else "", text[:12], text)
    decoded = decode(page.encode(codec))
    assert (decoded.text, decoded.charset) == (page, charset)
    assert "not_chinese" in decoded.flags
    assert not decoded.is_repaired


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("제목", "euc_kr", "euc-kr"),
        ("日記", "euc_jp", "euc-jp"),
        ("はい", "shift_jis", "shift_jis"),
        ("Мир", "cp1251", "windows-1251"),
    ],
)
def test_a_declaration_decides_on_a_word(text: str, codec: str, label: str) -> None:
    decoded = decode(text.encode(codec), label)
    assert (decoded.text, decoded.charset) == (text, label)


@pytest.mark.parametrize(("text", "codec", "charset"), [(HANS, "gbk", "gbk"), (HANT, "big5", "big5")])
@pytest.mark.parametrize("label", [None, "euc-kr", "shift_jis", "euc-jp", "koi8-r", "windows-874", "iso-8859-1"])
@pytest.mark.parametrize("length", [6, 9, 16, 30])
def test_chinese_stays_chinese(text: str, codec: str, charset: str, label: str | None, length: int) -> None:
    decoded = decode(text[:length].encode(codec), label)
    assert (decoded.text, decoded.charset) == (text[:length], charset)
    assert "not_chinese" not in decoded.flags


@pytest.mark.parametrize(
    "text",
    [
        "她在日记里写道：「ありがとう、さようなら。」然后合上了本子。",
        "歌词：\nきらきらひかる\nおそらのほしよ\nまばたきしては\n翻译：一闪一闪亮晶晶，满天都是小星星。",
        "俄语字母有Аа、Бб、Вв、Гг、Дд、Ее，希腊字母有α、β、γ、δ。",
        "注：★☆●○◎◇◆□■△▲ ①②③④⑤ ㈠㈡㈢，详见下表。",
        "烫烫烫烫烫烫烫烫烫烫烫烫烫烫烫烫烫烫烫烫，这台机器坏了。",
        "龘靐齉爩，都是生僻字。",
        "T恤、K歌、iPhone手机和wifi密码",
    ],
)
def test_chinese_that_holds_other_scripts(text: str) -> None:
    decoded = decode(text.encode("gbk"))
    assert (decoded.text, decoded.charset) == (text, "gbk")
    assert "not_chinese" not in decoded.flags


def test_blanks_do_not_hide_the_text_between_them() -> None:
    text = "\u00a0" * 40 + "La leçon a été donnée sur la place." + "\u00a0" * 200
    assert decode(text.encode("cp1252")).text == text


def test_english_with_blanks_and_quotes() -> None:
    text = "Menu\n" + "\u00a0" * 12 + "Home\n“It’s open,” she said.\n© 2020 Riverside Library\u00a0\u00a0\u00a0"
    assert decode(text.encode("cp1252")).text == text


def test_a_declaration_may_name_a_rare_charset() -> None:
    text = "Вчера утром на площади прошло занятие."
    assert decode(text.encode("cp855"), "cp855").text == text


def test_mojibake_is_not_looked_for_in_another_language() -> None:
    text = "Löschen rückgängig machen, schöne Grüße"
    decoded = decode(text.encode("cp1252"))
    assert decoded.text == text
    assert decoded.flags == ("not_chinese",)
