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
    lines = [f"关于做好{topic}工作的通知", "", "各乡镇人民政府，县直各部门："]
    numerals = "一二三四五六七八九"
    for point in range(points):
        lines += [
            f"{numerals[point]}、抓好{topic}第{point + 1}项工作",
            f"各单位要结合实际，把{topic}落到实处，按时报送情况。",
        ]
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
