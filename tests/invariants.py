"""What holds for every page, whatever it is."""

from flows.page import Page


def check(page: Page) -> None:
    """Conservation: each line is kept, a field or removed; the sections join to the text; nothing is counted twice."""
    document, sections = page.document, page.sections
    assert [line.index for line in page.lines] == list(range(len(page.lines)))
    assert not any("\n" in line.text for line in page.lines)
    removed = {row["line_index"]: row for row in page.removed}
    cited = {item["line_index"] for item in document["metadata_evidence"]}
    kept = []
    for line, label in zip(page.lines, page.labels, strict=True):
        assert label.kind in ("body", "metadata", "removed")
        assert (label.kind == "removed") == (line.index in removed)
        if label.kind == "body":
            kept.append(line.text)
        elif label.kind == "metadata":
            assert line.index in cited
        else:
            assert removed[line.index]["text"] == line.text and removed[line.index]["category"]
    assert document["text_original"] == "\n".join(kept)
    assert "".join(row["text"] for row in sections) == document["text"]
    end = 0
    for row in sections:
        assert row["char_start"] == end and row["text"] == document["text"][row["char_start"] : row["char_end"]]
        end = row["char_end"]
    assert end == len(document["text"]) and document["section_count"] == len(sections)
