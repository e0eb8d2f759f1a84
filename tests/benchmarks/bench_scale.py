"""Time and memory of whole runs by the number of pages.

python tests/benchmarks/bench_scale.py [WORKERS] [COUNT ...]        (default: 1 worker, 5000 and 50000 pages)

For each count: a first run, a run with nothing changed, and one with 1 % of the pages changed. Memory is the peak
(VmHWM) of the largest single process.
"""

import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from generate_pages import SOURCES, generate, make_page

_CODE = """
import sys
from pathlib import Path
from flows.pipeline import Settings, run
row = run(Settings(Path(sys.argv[1]), Path(sys.argv[2]), workers=int(sys.argv[3]))).run
print({name: row[name] for name in row if name.endswith("_count")},
      {stage["stage"]: stage["seconds"] for stage in row["stage_seconds"]})
"""


def peak_of_session(session: int) -> int:
    """Peak memory in kB of the largest process of a session that is alive."""
    peak = 0
    for directory in Path("/proc").glob("[0-9]*"):
        try:
            if int((directory / "stat").read_text().rpartition(")")[2].split()[3]) != session:
                continue
            status = (directory / "status").read_text()
        except (OSError, ValueError):
            continue
        peak = max(peak, *(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
    return peak


def measure(raw: Path, out: Path, workers: int) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak memory in MB of one run, started anew. CPU leaves out worker processes."""
    peak = 0
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-c", _CODE, str(raw), str(out), str(workers)]
    with subprocess.Popen(command, start_new_session=True) as process:
        done = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.2):
                peak = max(peak, peak_of_session(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        done.set()
        watcher.join()
    assert code == 0
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, peak / 1000


def change(raw: Path, count: int) -> None:
    """Write one page in a hundred anew."""
    for number in range(0, count, 100):
        name, content = make_page(random.Random(-number - 1), number, 10_000)
        (raw / SOURCES[number % len(SOURCES)] / name).write_bytes(content)


def main(workers: int, counts: list[int]) -> None:
    """Measure and print."""
    for count in counts:
        with tempfile.TemporaryDirectory() as directory:
            raw, out = Path(directory) / "raw", Path(directory) / "processed"
            generate(raw, count)
            first = measure(raw, out, workers)
            show(f"{count} pages", first, first)
            print(f"  {1000 * first[0] / count:.2f} ms a page, CPU {1000 * first[1] / count:.2f} ms", flush=True)
            show("  nothing changed", measure(raw, out, workers), first)
            change(raw, count)
            show("  1 % changed", measure(raw, out, workers), first)


def show(what: str, found: tuple[float, float, float], first: tuple[float, float, float]) -> None:
    """Print one measurement, and how many times faster it is than the first run."""
    seconds, cpu, memory = found
    faster = f"{first[0] / seconds:.1f} (CPU {first[1] / cpu:.1f}) times faster"
    print(f"{what}: {seconds:.1f} s, CPU {cpu:.1f} s, peak {memory:.0f} MB, {faster}", flush=True)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]] or [1]
    main(numbers[0], numbers[1:] or [5_000, 50_000])
