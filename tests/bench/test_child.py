import pytest

from bench import child


def test_the_most_memory_a_command_held_is_told():
    small = child.run(["timeit", "-n1", "-r1", "pass"])
    large = child.run(["timeit", "-n1", "-r1", "bytearray(900_000_000)"])

    assert large.peak_bytes > 900_000_000
    # A new process shares ours for a moment, and ours has run many tests.
    assert small.peak_bytes < 600_000_000


def test_a_command_that_fails_is_an_error_in_its_own_words():
    with pytest.raises(child.FailedError, match="No module named of_this_name"):
        child.run(["of_this_name"])
