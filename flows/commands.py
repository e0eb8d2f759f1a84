"""Commands of people who look after a dataset: diff, add, rules, status, test, export.

As in flows.cli, imports stay inside the functions. What the user can put right is raised as CommandError.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

Adder = Callable[..., Callable[..., argparse.Action]]


class CommandError(Exception):
    """What the user has to put right, in one line."""


def register(
    add: Adder, place: Callable[[str], Path], shared: dict[str, Callable[[Callable[..., argparse.Action]], None]]
) -> None:
    """Declare the commands with `add`; `place` reads a path, `shared` has the options of several commands by name."""
    option = add("diff", diff)
    option("datasets", nargs="*", type=place, metavar="A B", help="two; else --processed and what the rules make now")
    _apply(shared, option, "raw", "processed", "sources")
    option("--runs", nargs=2, metavar=("R1", "R2"), help="two runs of --processed, by the beginning of their run_id")
    option("--examples", type=int, default=5, metavar="N", help="instances shown of each kind of change [5]")
    option("--review", type=place, metavar="DIR", help="also write diff.html into this review")
    option("--json", action="store_true", dest="as_json", help="for machines")

    option = add("add", add_pages)
    option("what", metavar="FILE|DIR|-", help="a page, a directory of pages, or - for standard input")
    option("--source", required=True, metavar="S", help="the source it belongs to, new or known")
    option("--url", metavar="U", help="the page's address")
    option("--name", metavar="PATH", help="its name below the source's directory; by default its own")
    _apply(shared, option, "raw")

    option = add("rules", rules)
    option("action", choices=["list", "explain", "test"], help="list all, explain one, or test every example")
    option("rule_id", nargs="?", metavar="ID|TEXT", help="of explain: a rule, or a line to be matched")
    option("--json", action="store_true", dest="as_json", help="for machines")

    option = add("status", status)
    _apply(shared, option, "raw", "processed", "sources")
    option("--json", action="store_true", dest="as_json", help="for machines")

    option = add("test", test)
    _apply(shared, option, "raw", "sources")
    option("--write", action="store_true", help="write what the pages become now as PAGE.golden beside them")

    option = add("export", export)
    option("form", choices=["jsonl", "csv", "parquet", "markdown", "text"], help="shape of what is written")
    option("target", type=place, metavar="TO", help="file to write; a folder for markdown and text")
    _apply(shared, option, "processed", "sources")
    option(
        "--table",
        default="documents",
        metavar="T",
        help="documents, sections, removed, duplicates, quarantine [documents]",
    )
    option("--min-chars", type=int, default=0, metavar="N", help="only documents of so many characters")
    option("--without-flags", action="store_true", help="only documents without a quality flag")
    option("--without-duplicates", action="store_true", help="of documents that are the same or nearly so only one")


def _apply(shared: dict[str, Any], option: Callable[..., argparse.Action], *names: str) -> None:
    for name in names:
        shared[name](option)


def diff(
    *,
    datasets: list[Path],
    raw: Path,
    processed: Path,
    sources: list[str] | None,
    runs: list[str] | None,
    examples: int,
    review: Path | None,
    as_json: bool,
) -> None:
    """Show how two datasets differ, or the dataset and what the rules of now would make."""
    from flows.pipeline import DatasetError, InputError, Settings, WorkerError
    from flows.rehearsal import rehearse
    from flows.report.diff import compare_datasets, compare_runs
    from flows.report.escaping import printable, printable_json

    if len(datasets) not in (0, 2):
        raise CommandError("diff takes no dataset (then --processed and the rules of now) or two")
    try:
        if runs:
            lines = list(compare_runs(processed, *runs))
            print(printable_json(lines) if as_json else "\n".join(lines) or "no difference")
            return
        if datasets:
            title = f"{datasets[0]} → {datasets[1]}"
            found = compare_datasets(*datasets, sources=sources, max_examples=examples)
        else:
            title = f"{processed} → rules of now"
            chosen = tuple(sources) if sources else None
            settings = Settings(raw=raw, processed=processed, sources=chosen, max_deleted=1)
            found, report = rehearse(settings, examples)
            for problem in report.problems:
                print(printable(problem), file=sys.stderr)
        print(found.to_json() if as_json else "\n".join(found.lines()))
        if review:
            from flows.report.review.differences import write_difference

            print(write_difference(found, review, title), file=sys.stderr)
    except (DatasetError, InputError, WorkerError) as error:
        raise CommandError(str(error)) from error


def add_pages(*, what: str, source: str, url: str | None, name: str | None, raw: Path) -> None:
    """Put a page into raw/, with its address beside it, and show what becomes of it."""
    from flows.corpus.adding import AddingError, add_bytes, files_in, name_for

    try:
        if what == "-":
            content = sys.stdin.buffer.read()
            added = [add_bytes(raw, source, name or name_for(content, url), content, url)]
        elif "://" in what:
            raise CommandError(f"{what}: zhpages fetches nothing; save the page and add the file with --url")
        elif Path(what).is_dir():
            if url or name:
                raise CommandError("--url and --name are of one page; a directory has many")
            found = list(files_in(Path(what)))
            added = [add_bytes(raw, source, name, file.read_bytes()) for file, name in found]
        else:
            added = [add_bytes(raw, source, name or Path(what).name, Path(what).read_bytes(), url)]
    except AddingError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from error
    for page in added:
        print(page)
    if len(added) == 1:
        from flows.cli import inspect

        shown = [str(added[0])]
        inspect(file=shown, source_dir=False, as_json=False, only=None, target_script="Hans", punctuation="restore")


def rules(*, action: str, rule_id: str | None, as_json: bool) -> None:
    """List the rules of wording, explain one (or what matches a line), or test the examples of all."""
    from flows.page.labelling.line_rules import load_rules, match_line, rule_problems
    from flows.page.text.folding import fold
    from flows.report.escaping import printable, printable_json

    known = load_rules()
    if action == "test":
        problems = [f"{rule.file}: {problem}" for rule in known for problem in rule_problems(rule)]
        print("\n".join(map(printable, problems)) or f"{len(known)} rules: every example is as it says")
        if problems:
            raise SystemExit(1)
        return
    if action == "explain":
        if rule_id is None:
            raise CommandError("rules explain: give a rule's id, or a line")
        chosen = [rule for rule in known if rule.id == rule_id] or list(match_line(fold(rule_id)))
        if not chosen:
            raise CommandError(
                f"{rule_id}: no rule is called so, and none matches it as a line; `rules list` shows all"
            )
    else:
        chosen = list(known)
    if as_json:
        print(printable_json([asdict(rule) for rule in chosen]))
        return
    for rule in chosen:
        print(printable(f"{rule.id}  {rule.category}, {rule.strength}  {rule.about}"))
        if action == "explain":
            print(f"    flows/rules/{rule.file}, lines up to {rule.max_chars} characters")
            for each in rule.patterns:
                print(printable(f"    {each.find}\n        like   {' | '.join(each.like)}"))
            for line in rule.unlike:
                print(printable(f"        unlike {line}"))


def status(*, raw: Path, processed: Path, sources: list[str] | None, as_json: bool) -> None:
    """Show the sources, the last runs, the quarantine with what to do, and rules that match nothing."""
    from flows.dataset import DatasetError
    from flows.report.escaping import printable, printable_json
    from flows.report.status import read_status

    try:
        found = read_status(raw, processed, sources=sources)
    except DatasetError as error:
        raise CommandError(str(error)) from error
    if as_json:
        print(printable_json(asdict(found)))
        return
    lines = ["sources: pages, documents, quarantined"]
    for each in found.sources:
        counts = f"{each['page_count']:>9,} {each['document_count']:>9,} {each['quarantine_count']:>6,}"
        lines.append(f"  {each['source']:<40} {counts}")
    lines.append("documents with a title, a date, 来源, a body; lines that pages repeat")
    for each in found.profiles:
        names = ("title_count", "date_count", "content_source_count", "body_count")
        shares = " ".join(f"{each[name] / max(1, each['document_count']):>5.0%}" for name in names)
        lines.append(f"  {each['source']:<40} {shares} {each['template_line_count']:>5,}")
        lines += [f"    {line['documents']:,} documents: {line['text'][:60]}" for line in each["template_examples"]]
    lines.append("runs")
    for run in found.runs:
        counts = ", ".join(f"{run[f'{name}_count']:,} {name}" for name in ("new", "changed", "deleted"))
        lines.append(f"  {run['run_id']}  {run['status']:<10} {counts}")
    lines.append(f"quarantine: {len(found.quarantine)}")
    for row in found.quarantine:
        lines += [f"  {row['file']}", f"    {row['code']}: {row['reason']}", f"    {row['remedy']}"]
    lines += ["rules and selectors that match nothing", *(f"  {line}" for line in found.dead or ["none"])]
    print("\n".join(map(printable, lines)))


def test(*, raw: Path, sources: list[str] | None, write: bool) -> None:
    """Compare what the pages of raw/ become with the goldens beside them; those without are left out."""
    from flows.pipeline import InputError
    from flows.report.escaping import printable
    from flows.report.goldens import difference, pages, read_golden, write_golden

    count = differing = 0
    try:
        for capture, current in pages(raw, sources):
            name = f"{capture.source}/{capture.raw_path}"
            if write:
                is_written = write_golden(capture, current)
                count += is_written
                if not is_written:
                    print(f"{name}: its name is too long for a golden beside it", file=sys.stderr)
            elif (golden := read_golden(capture)) is not None:
                count += 1
                shown = difference(golden, current, name)
                if shown:
                    differing += 1
                    print(printable(shown))
    except InputError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from error
    if write:
        print(f"{count} goldens written")
    elif not count:
        raise CommandError(f"{raw}: no page has a golden; write them with `zhpages test --write`")
    else:
        print(f"{count} pages, {differing} differ from their goldens")
    if differing:
        raise SystemExit(1)


def export(
    *,
    form: str,
    target: Path,
    processed: Path,
    sources: Iterable[str] | None,
    table: str,
    min_chars: int,
    without_flags: bool,
    without_duplicates: bool,
) -> None:
    """Write the dataset as JSONL, CSV, one Parquet file, Markdown or plain text."""
    from flows.dataset import DatasetError
    from flows.dataset.export import Choice
    from flows.dataset.export import export as write

    try:
        chosen = Choice(tuple(sources) if sources else None, min_chars, without_flags, without_duplicates)
        count = write(processed, target, form, table, chosen)
    except DatasetError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from error
    print(f"{target}: {count:,} rows of {table}")
