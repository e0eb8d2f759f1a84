"""People in a byline: names, their posts and the bodies they belong to."""

import re
from dataclasses import dataclass

from flows.page.bylines.vocabulary import ends_with, is_office, names_nobody, post_pattern
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.text.words import words

SURNAMES = frozenset((*words("frequent_surnames"), *words("rare_surnames")))
"""First characters of surnames, simplified."""
_FREQUENT = frozenset(words("frequent_surnames"))
_NAME = re.compile(r"[㐀-鿿]{1,4}(?:[·•・‧][㐀-鿿A-Za-z]{1,12}){0,3}")
_PEN_NAME = r"[㐀-鿿A-Za-z][㐀-鿿\w.·•・‧\-]{1,19}"
_CODE = re.compile(r"[A-Z]{1,4}\d{2,6}|\d+")
_GLUED_CODE = re.compile(r"(?<=[㐀-鿿])[_-]?[A-Za-z]{0,4}\d{2,6}$")
"""The number that a publishing system gives its editors: 林某_NB11143."""
_BRACKETS = re.compile(
    r"^(?P<outer>[^()（）\[\]【】]*)[(（\[【](?P<inner>[^()（）\[\]【】]{1,80})[)）\]】](?P<rest>.*)$", re.DOTALL
)
_SPLIT = re.compile(r"[、，,;；/／&＆|｜+]|\s(?:和|与|與|及)\s|(?<=[㐀-鿿]{2})(?:和|与)(?=[㐀-鿿]{2})")
_ROLE_WORD = r"(?P<before>[一-鿿a-z]{0,12}?)(?P<role>{reporter_ranks}?{reporters})(?:[\s:/]+|(?=[一-鿿]))"
_GENERIC_BODY = r"(?:[市省县区乡镇州校院局厅本该全我]{1,2}|{vague_bodies})?{body_organs}?"
_REPORTED = r"(?:/(?:[一-鿿]{1,8})?|[一-鿿]{0,8}?){report_origins}?{report_endings}$"
_COPULA = r"{author_before_name}?(?:[系为是]|现[为任])"
_PHOTOGRAPHER = r"(?:^|(?<=[\s、,(/]))[一-鿿]{2,4}\s?/\s?{photographed}(?![一-鿿])"
"""All of these patterns read folded texts."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person, or a body where a body signs, of a byline."""

    name: str
    post: str | None = None
    affiliation: str | None = None


def read_people(value: str) -> list[Person]:
    """The people of an author's value, in its order; what names nobody (佚名, a medium, the site) is left out."""
    value = value.strip(" \t\u3000\xa0:：,，;；、。.|｜/／-—*·")
    if not value or len(value) > 160:
        return []
    value = _without_photographers(value)
    people: list[Person] = []
    for part in _split_people(value):
        found = _read_part(part)
        if not found and people and people[-1].post is None and _ends_with_post(part):
            people[-1] = _with_post(people[-1], _without_copula(part))
        people.extend(found)
    unique = {person.name: person for person in reversed(people)}
    return [person for person in dict.fromkeys(people) if unique.pop(person.name, None) is not None][:20]


def split_post(text: str) -> tuple[str | None, str | None]:
    """Affiliation and post of "某市审计局局长". A body without a name of its own (市政府, 机关) stays in the post."""
    text = text.strip(" \t\u3000,，、:：")
    if not text:
        return None, None
    folded = fold_in_place(text)
    found = post_pattern().search(folded)
    if found is None:
        return (
            (text, None) if ends_with(folded, "body_endings") or ends_with(folded, "medium_endings") else (None, text)
        )
    body, post = text[: found.start()].strip(" 、，,"), text[found.start() :].strip()
    if not body or phrase(_GENERIC_BODY).fullmatch(fold_in_place(body)):
        return None, text
    return body, post


def are_all_of(people: list[Person], text: str) -> bool:
    """Whether a text holds nothing but these people, their posts and bodies. A post that several share stands once."""
    named = "".join(f"{person.name}{person.affiliation or ''}" for person in people)
    posts = "".join(dict.fromkeys(person.post or "" for person in people))
    own = next((word for word in words("own_media") if word in fold_in_place(text)), "")
    return sum(map(str.isalpha, named + posts + own)) >= sum(map(str.isalpha, text))


def is_name(text: str) -> bool:
    """Whether `text` is shaped like a Chinese person's name: a surname and one to three further characters."""
    if not _NAME.fullmatch(text):
        return False
    folded = fold_in_place(text)
    if names_nobody(folded) or folded[-1] in "网报社刊" or is_office(folded):
        return False
    if "·" in text or "•" in text or "・" in text or "‧" in text:
        return len(text) >= 4
    if len(text) == 4:
        return folded[:2] in words("compound_surnames")
    return 2 <= len(text) <= 3 and folded[0] in SURNAMES


def _split_people(value: str) -> list[str]:
    """Cut at the separators outside brackets, except within a post (党组书记、主任 张三)."""
    cuts = {found.start(): found.end() for found in _SPLIT.finditer(value)}
    if not cuts:
        return [value.strip()]
    depth, start, parts = 0, 0, []
    for place, char in enumerate(value):
        depth += (char in "(（[【") - (char in ")）]】")
        if depth <= 0 and place in cuts and not _is_inside_post(value, place):
            parts.append(value[start:place])
            start = cuts[place]
    parts.append(value[start:])
    return [part for part in (part.strip() for part in parts) if part]


def _is_inside_post(value: str, place: int) -> bool:
    """Whether the separator at `place` stands between two posts of one person."""
    before = fold_in_place(value[max(0, place - 12) : place].rstrip())
    after = fold_in_place(value[place + 1 : place + 16].lstrip())
    if not ends_with(before, "posts"):
        return False
    found = post_pattern().search(after)
    return found is not None and (found.start() <= 8)


def _without_photographers(value: str) -> str:
    """ "记者 甲/文 乙/摄": who took the pictures wrote nothing."""
    folded = fold_in_place(value)
    if not folded.rstrip(")").endswith(words("photographed")):
        return value
    found = phrase(_PHOTOGRAPHER).search(folded)
    return value[: found.start()] + value[found.end() :] if found else value


def _without_copula(text: str) -> str:
    """ "系某局局长": the post alone."""
    found = phrase(_COPULA).match(fold_in_place(text))
    return text[found.end() :] if found else text


def _read_part(part: str) -> list[Person]:
    """The people of one part: roles, brackets, posts before or after the name."""
    brackets = _BRACKETS.match(part)
    if brackets and brackets["outer"].strip():
        people = _read_plain(brackets["outer"].strip())
        inner = brackets["inner"].strip()
        if len(people) == 1 and people[0].post is None:
            people = [_with_post(people[0], inner)]
        rest = brackets["rest"].strip(" )）")
        return people + (_read_plain(rest) if rest else [])
    return _read_plain(part.strip("()（）[]【】 "))


def _with_post(person: Person, text: str) -> Person:
    folded = fold_in_place(text)
    if text.isascii() or folded in words("name_notes") or len(text) < 2:
        return person
    affiliation, post = split_post(text)
    if post and not post_pattern().search(folded):
        return person
    return Person(person.name, post, affiliation)


def _read_plain(text: str) -> list[Person]:
    """People of a text without brackets."""
    folded = fold_in_place(text)
    if len(text) > 4 and folded.endswith(words("report_endings")):
        reported = phrase(_REPORTED).search(folded)
        text = text[: reported.start()].strip() if reported else text
        folded = fold_in_place(text)
    roles = [] if folded.isascii() else list(phrase(_ROLE_WORD).finditer(folded))
    if roles:
        return _read_roles(text, roles)
    tokens = _merge_letters(text.split())
    if not tokens:
        return []
    if len(tokens) > 1 and _is_name_like(tokens[-1]) and _is_post_or_body("".join(tokens[:-1])):
        affiliation, post = split_post(" ".join(tokens[:-1]))
        return [Person(tokens[-1], post, affiliation)]
    if len(tokens) == 2 and is_name(tokens[0]) and ends_with(fold_in_place(tokens[1]), "posts"):
        affiliation, post = split_post(tokens[1])
        return [Person(tokens[0], post, affiliation)]
    if len(tokens) > 1 and not all(_is_name_like(token) for token in tokens):
        joined = " ".join(tokens)
        if joined.isascii() and _is_pen_name(joined.replace(" ", "-")):
            return [Person(joined)]
    people: list[Person] = []
    for token in tokens:
        people.extend(_read_token(token, is_alone=len(tokens) == 1))
    return people


def _read_roles(text: str, roles: list[re.Match[str]]) -> list[Person]:
    """People after role words: 新华社记者 甲 乙 通讯员 丙."""
    people = _read_plain(text[: roles[0].start()].strip()) if roles[0].start() else []
    last: str | None = None
    of: str | None = None
    for place, role in enumerate(roles):
        end = roles[place + 1].start() if place + 1 < len(roles) else len(text)
        medium = text[slice(*role.span("before"))].strip()
        affiliation = medium if medium and fold_in_place(medium) not in words("own_media") else None
        if affiliation is not None and is_name(affiliation):
            people.append(Person(affiliation, last, of))
            affiliation = None
        post = text[slice(*role.span("role"))]
        last, of = post, affiliation
        for token in _merge_letters(text[role.end() : end].split()):
            people.extend(Person(found.name, post, affiliation) for found in _read_token(token, is_alone=False))
    return people


def _read_token(token: str, *, is_alone: bool) -> list[Person]:
    """The person a blank-free text names: a name, a post with a name glued on, several names glued, a pen name."""
    token = _GLUED_CODE.sub("", token.strip("《》“”\"'「」『』<>＜＞:：.。@"))
    folded = fold_in_place(token)
    if not token or names_nobody(folded) or _CODE.fullmatch(token):
        return []
    if is_name(token):
        return [Person(token)]
    for read in (_post_then_name, _name_then_post, _body_then_name):
        if (glued := read(token, folded)) is not None:
            return [glued]
    if ends_with(folded, "posts") and len(token) > 4:
        return []
    if ends_with(folded, "medium_endings"):
        return [Person(token)] if is_name(token) else []
    if ends_with(folded, "body_endings") and len(token) > 3:
        return [Person(token)] if is_alone and 4 <= len(token) <= 24 else []
    if is_office(folded):
        return []
    if 5 <= len(token) <= 12 and (names := _cut_names(folded, token)):
        return [Person(name) for name in names]
    return [Person(token)] if _is_pen_name(token) and (len(token) <= 8 or token.isascii()) else []


def _post_then_name(token: str, folded: str) -> Person | None:
    """ "市审计局局长林某": the longest beginning that is a post, and a name after it."""
    for size in (3, 2, 4):
        post, name = token[:-size], token[-size:]
        if len(post) >= 2 and is_name(name) and ends_with(folded[:-size], "posts"):
            affiliation, rank = split_post(post)
            return Person(name, rank, affiliation)
    return None


def _name_then_post(token: str, folded: str) -> Person | None:
    """ "林某江口大学教授", "林某医师": a name, the body behind it and the post at the end."""
    for size in (3, 2) if ends_with(folded, "posts") else ():
        affiliation, post = split_post(token[size:])
        if not is_name(token[:size]) or not post:
            continue
        is_of_body = affiliation is not None and len(affiliation) >= 3
        if is_of_body or (affiliation is None and post_pattern().match(folded, size)):
            return Person(token[:size], post, affiliation)
    return None


def _body_then_name(token: str, folded: str) -> Person | None:
    """ "江口大学历史学院林某": a body and a name."""
    for size in (3, 2):
        body = folded[:-size]
        if len(body) >= 4 and is_name(token[-size:]) and ends_with(body, "body_endings"):
            return Person(token[-size:], None, token[:-size])
    return None


def _cut_names(folded: str, token: str) -> list[str]:
    """Names written without a blank, where there is one way only to cut them into surname and one or two characters."""
    if not all("㐀" <= char <= "鿿" for char in folded):
        return []
    ways: list[list[list[str]]] = [[] for _ in range(len(folded) + 1)]
    ways[0] = [[]]
    for start in range(len(folded)):
        if ways[start] and folded[start] in _FREQUENT:
            for size in (2, 3):
                if start + size <= len(folded):
                    ways[start + size] += [[*way, token[start : start + size]] for way in ways[start][:2]]
    whole = [way for way in ways[-1] if len(way) > 1]
    return whole[0] if len(whole) == 1 else []


def _merge_letters(tokens: list[str]) -> list[str]:
    """Join a name that was set with blanks between its characters: 方　敏. Other tokens stay as they are: 欧阳 一."""
    if len(tokens) == 3 and all(len(token) == 1 for token in tokens):
        return ["".join(tokens)]
    merged: list[str] = []
    for token in tokens:
        previous = merged[-1] if merged else ""
        if len(token) == 1 and len(previous) == 1 and "㐀" <= token <= "鿿" and "㐀" <= previous <= "鿿":
            merged[-1] = previous + token
        else:
            merged.append(token)
    return merged


def _ends_with_post(text: str) -> bool:
    return len(text) > 3 and ends_with(fold_in_place(text), "posts")


def _is_name_like(text: str) -> bool:
    return is_name(text) or (bool(_NAME.fullmatch(text)) and 2 <= len(text) <= 4 and not _is_post_or_body(text))


def _is_post_or_body(text: str) -> bool:
    folded = fold_in_place(text)
    return ends_with(folded, "posts") or is_office(folded) or (len(folded) > 3 and ends_with(folded, "body_endings"))


def _is_pen_name(text: str) -> bool:
    folded = fold_in_place(text)
    return (
        bool(phrase(_PEN_NAME).fullmatch(text)) and not names_nobody(folded) and not ends_with(folded, "medium_endings")
    )
