"""What a page says of itself outside its visible text: title, meta, JSON-LD, canonical address."""

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

Attributes = dict[str, str | None]


@dataclass(slots=True)
class Head:
    """Gathered during the walk, wherever on the page it stands: broken pages have their <meta> in the body."""

    max_json_ld_chars: int
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    json_ld: list[str] = field(default_factory=list)
    canonical_url: str = ""

    def add_meta(self, attributes: Attributes) -> None:
        content = attributes.get("content")
        if not content or not content.strip():
            return
        for key in ("name", "property", "itemprop", "http-equiv"):
            name = attributes.get(key)
            if name:
                self.meta.setdefault(name.strip().lower(), content.strip())

    def add_script(self, node: LexborNode) -> None:
        script_type = node.attributes.get("type")
        if script_type and "ld+json" in script_type.lower():
            text = node.text()
            if text.strip() and len(text) <= self.max_json_ld_chars:
                self.json_ld.append(text)

    def add_relation(self, attributes: Attributes) -> None:
        relation = attributes.get("rel")
        if relation and not self.canonical_url and relation.lower() == "canonical":
            self.canonical_url = (attributes.get("href") or "").strip()
