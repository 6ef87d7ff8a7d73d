"""How far a command has come: a bar on a terminal, plain lines in a log."""

import sys
from types import TracebackType
from typing import NoReturn, Self

from tqdm import tqdm

TENTHS = 10


class Progress:
    """One stage of a command, such as loading files; use it as a context.

    Args:
        stage: What is being done, in one word.
        steps: How many steps there are, where that is known beforehand.
    """

    def __init__(self, stage: str, steps: int = 0) -> None:
        self.stage = stage
        self.steps = steps
        self.done = 0
        self.said = 0
        self.bar: tqdm[NoReturn] | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self.bar = tqdm(total=self.steps or None, desc=self.stage, leave=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.bar is not None:
            self.bar.close()

    def step(self, what: str) -> None:
        """One step more; ``what`` is its name."""
        self.reach(self.done + 1, self.steps, what)

    def reach(self, done: int, steps: int, what: str) -> None:
        """So many of so many steps are done."""
        self.done, self.steps = done, steps
        if self.bar is None:
            self.say(what)
            return
        self.bar.total = steps or None
        self.bar.set_postfix_str(what, refresh=False)
        self.bar.update(done - self.bar.n)

    def say(self, what: str) -> None:
        """A line in the log for each tenth of the way."""
        tenth = TENTHS * self.done // self.steps if self.steps else self.done
        if tenth > self.said:
            self.said = tenth
            sys.stderr.write(f"{self.stage} {self.done}/{self.steps or '?'} {what}\n")
