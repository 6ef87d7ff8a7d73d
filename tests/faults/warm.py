"""A process with everything imported, which runs each command in a child of its own.

A command is then a process like any other, that can be killed, limited and watched, without the
second it takes to import the program. Asked in one line of JSON, answered in another.
"""

import json
import os
import resource
import select
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    """How a command ended: its code (negative: the signal), what it said, how long it took."""

    returncode: int
    said: str
    seconds: float


class Warm:
    """The process, and what it is asked to run."""

    def __init__(self, folder: Path) -> None:
        self.said = folder / "said.txt"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.warm"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def close(self) -> None:
        self.process.communicate()

    def run(
        self,
        home: Path,
        *arguments: object,
        call: str = "",
        kill_after: float | None = None,
        largest_file: int | None = None,
        check: bool = False,
        **surroundings: str,
    ) -> Done:
        """Run a command on a home.

        Args:
            home: Folder of the city.
            arguments: The command and its options.
            call: A function instead (``module:name``), which is given the arguments.
            kill_after: Seconds after which it is killed, as by kill -9.
            largest_file: Bytes that no file it writes may exceed.
            check: That it ends with 0.
            surroundings: Environment variables.
        """
        asked = {
            "arguments": [str(argument) for argument in arguments],
            "call": call,
            "kill_after": kill_after,
            "largest_file": largest_file,
            "surroundings": {"NYTTJA_HOME": str(home), **surroundings},
            "said": str(self.said),
        }
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        done = Done(**answer, said=self.said.read_text(errors="replace"))
        assert not check or done.returncode == 0, done.said
        return done


def serve() -> None:
    """Run what is asked, one after the other, until there is no more."""
    import time  # noqa: PLC0415 - only the measure of a run, never what it holds

    import etl.__main__  # noqa: PLC0415 - what takes its time is imported before the fork
    import etl.sample  # noqa: F401, PLC0415

    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        asked = json.loads(line)
        begun = time.monotonic()
        child = os.fork()
        if not child:
            run(asked)
        code = wait(child, asked["kill_after"])
        answers.write(json.dumps({"returncode": code, "seconds": time.monotonic() - begun}) + "\n")
        answers.flush()


def wait(child: int, kill_after: float | None) -> int:
    """How a child ends; after so many seconds by our hand."""
    handle = os.pidfd_open(child)
    try:
        if kill_after is not None and not select.select([handle], [], [], kill_after)[0]:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    finally:
        os.close(handle)
    return os.waitstatus_to_exitcode(status)


def run(asked: dict[str, Any]) -> None:
    """In the child: do it and end."""
    code = 99
    try:
        os.environ.update(asked["surroundings"])
        said = os.open(asked["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        if asked["largest_file"] is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (asked["largest_file"],) * 2)
        code = called(asked)
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:  # noqa: BLE001 - told like any other end of a process
        import traceback  # noqa: PLC0415

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def called(asked: dict[str, Any]) -> int:
    """The command line, or the function that is named."""
    import importlib  # noqa: PLC0415

    from etl.__main__ import main  # noqa: PLC0415

    if not asked["call"]:
        return main(asked["arguments"])
    module, name = asked["call"].split(":")
    getattr(importlib.import_module(module), name)(*asked["arguments"])
    return 0


if __name__ == "__main__":
    serve()
