"""Wall time of `zhpages run` on the sample pages beside an empty Prefect flow, both in fresh processes and homes.

python tests/benchmarks/bench_flow.py

The first run of a home makes Prefect's database; the second is what a night's run costs.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
EMPTY = "from prefect import flow\n@flow\ndef empty():\n    return 0\nempty()\n"


def seconds(command: list[str], home: Path) -> float:
    environment = dict(os.environ, PREFECT_HOME=str(home), PREFECT_LOGGING_LEVEL="ERROR", DO_NOT_TRACK="1")
    environment |= {
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }
    environment.pop("PREFECT_API_URL", None)
    start = time.perf_counter()
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        empty = [seconds([sys.executable, "-c", EMPTY], place / "empty") for _ in range(3)]
        run = [sys.executable, "-m", "flows.cli", "run", "--full", "--out", str(place / "out")]
        samples = [seconds(run, place / "samples") for _ in range(3)]
    print(f"empty flow   first {empty[0]:5.1f} s   then {min(empty[1:]):5.1f} s")
    print(f"zhpages run  first {samples[0]:5.1f} s   then {min(samples[1:]):5.1f} s")
    print(f"difference   first {samples[0] - empty[0]:5.1f} s   then {min(samples[1:]) - min(empty[1:]):5.1f} s")


if __name__ == "__main__":
    main()
