"""A raw/ directory and its dataset, for tests."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.page.options import Options
from flows.pipeline import RunReport, Settings, run

LONG_AGO = 1_600_000_000


def notice(topic: str, points: int = 2) -> str:
    """A fictional notice with numbered points."""
    lines = [f"关于做好{topic}工作的通知", ""]
    lines.append(
        f"为切实做好今年的{topic}工作，保障群众生产生活，经县人民政府研究同意，现将有关事项通知如下，请认真贯彻执行。"
    )
    for point, numeral in enumerate("一二三四五六七八九"[:points]):
        lines.append(f"{numeral}、抓好{topic}第{point + 1}项工作")
        lines.append(
            f"各单位要结合实际，把{topic}放在心上，主要负责人亲自安排，分管负责人具体落实，层层压实责任，"
            "确保各项任务按时完成，每周报送进展情况，重要事项随时报告。"
        )
    return "\n".join([*lines, "云河县人民政府办公室", "2023年5月6日"])


@dataclass(slots=True)
class Site:
    """raw/ and processed/ below a temporary directory."""

    root: Path

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    @property
    def out(self) -> Path:
        return self.root / "processed"

    def write(self, name: str, content: str | bytes, mtime: float = LONG_AGO) -> Path:
        """Write a file below raw/, as if it had been there for long."""
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, (mtime, mtime))
        return path

    def settings(self, **changes: Any) -> Settings:
        return Settings(**{"raw": self.raw, "processed": self.out, "workers": 1, "options": Options(), **changes})

    def run(self, **changes: Any) -> RunReport:
        return run(self.settings(**changes))

    def rebuilt(self, **changes: Any) -> dict[str, str]:
        """What a run from scratch over the same raw/ makes."""
        fresh = self.root / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        run(self.settings(processed=fresh, **changes))
        return snapshot(fresh)


def snapshot(out: Path) -> dict[str, str]:
    """Path → digest of everything readers see but the record of runs."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.relative_to(out).parts[0] not in ("_state", "runs")
    }
