"""Pools that serve pools: printed examples, what every method keeps, and a slow solution."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from chargeback.allocation import (
    METHODS,
    AllocationError,
    Pool,
    Target,
    direct,
    reciprocal,
    step_down,
)
from chargeback.money import largest_remainder

NAMES = ("DRIFT", "KATALOG", "KLIENT", "NAT")
SERVICES = ("ACC", "NET", "WS")


def pool(name, cost_ore, step=1, **receivers):
    """A pool; receivers in capitals are pools, the others services."""
    served = {
        ("pool" if receiver.isupper() else "service", receiver): weight
        for receiver, weight in receivers.items()
    }
    return Pool(name, cost_ore, step, served)


def by_target(cells):
    """Öre for each end, whichever pool they come from."""
    sums = {}
    for (_, target), part in cells.items():
        sums[target.name] = sums.get(target.name, 0) + part
    return sums


def three_departments():
    """Three service departments that serve each other and two that produce; whole shillings.

    Printed at https://expertsmind.com/questions/example-of-methods-of-allocating-service-costs-30131914.aspx
    """
    return [
        pool("S1", 92_400, 1, S2=1_000, S3=2_000, p1=4_000, p2=3_000),
        pool("S2", 184_800, 2, S1=2_000, S3=4_000, p1=10_000, p2=4_000),
        pool("S3", 138_600, 3, S1=4_500, p1=1_500, p2=9_000),
    ]


def test_a_printed_example_by_the_direct_method():
    """Printed: 604 600 and 711 200 with own costs of 400 000 and 500 000."""
    assert by_target(direct(three_departments())) == {"p1": 204_600, "p2": 211_200}


def test_a_printed_example_step_by_step():
    """Printed: 573 360 and 742 440 with own costs of 400 000 and 500 000."""
    assert by_target(step_down(three_departments())) == {"p1": 173_360, "p2": 242_440}


def test_a_printed_example_all_at_once():
    """The print takes 0,15 of S2 for S1, where its own table has 2 000 of 20 000: 0,10.

    S1 = 92 400 + S2/10 + 3·S3/10, S2 = 184 800 + S1/10 and S3 = 138 600 + S1/5 + S2/5 give
    177 000, 202 500 and 214 500. P1: 70 800 + 101 250 + 21 450, P2: 53 100 + 40 500 + 128 700.
    """
    assert by_target(reciprocal(three_departments())) == {"p1": 193_500, "p2": 222_300}


def test_two_departments_of_another_printed_example():
    """Y = 7 260 + 0,3 Z and Z = 4 000 + 0,2 Y are 9 000 and 5 800.

    Printed at https://myessayhelp.xyz/assignment/cost-allocation-reciprocal-method
    """
    pools = [pool("Y", 7_260, Z=20, made=80), pool("Z", 4_000, Y=30, other=70)]

    assert by_target(reciprocal(pools)) == {"made": 7_200, "other": 4_060}


def test_own_use_is_solved_and_not_left_out():
    """A uses a tenth of itself: 1 000 ÷ 0,9 pass through it, of which 2/10 go to B."""
    pools = [pool("A", 900, A=1, B=2, ws=7), pool("B", 90, acc=1)]

    assert by_target(reciprocal(pools)) == {"ws": 700, "acc": 290}


def test_a_step_rounds_each_ledger_pool_by_itself():
    """Two pools with one öre each for B: B shares out one and one, not two."""
    pools = [
        pool("A1", 1, 1, B=1),
        pool("A2", 1, 2, B=1),
        pool("B", 0, 3, acc=1, ws=1),
    ]

    cells = step_down(pools)

    assert cells == {
        ("A1", Target("service", "acc", "use")): 1,
        ("A2", Target("service", "acc", "use")): 1,
    }


def test_idle_capacity_that_is_kept_is_cut_off_before_the_receivers():
    """Used 220 of 260 servers: 40/260 of 2 600,00 kr stay with the supplier."""
    cells = direct(
        [replace(pool("DRIFT", 260_000, srv=1), capacity=260, used=220, keeps_idle=True)]
    )

    assert cells == {
        ("DRIFT", Target("service", "srv", "use")): 220_000,
        ("DRIFT", Target("idle", "DRIFT", "idle")): 40_000,
    }


def test_idle_capacity_that_is_shared_is_borne_by_weight_and_told_apart():
    cells = direct([replace(pool("NAT", 1_000, small=1, large=3), capacity=10, used=9)])

    assert {tuple(target)[1:]: part for (_, target), part in cells.items()} == {
        ("small", "use"): 225,
        ("large", "use"): 675,
        ("small", "idle"): 25,
        ("large", "idle"): 75,
    }


@pytest.mark.parametrize("method", METHODS)
def test_overuse_is_negative_idle_and_no_zero(method):
    cells = METHODS[method](
        [replace(pool("TELE", 1_000, tel=1), capacity=10, used=12, keeps_idle=True)]
    )

    assert cells == {
        ("TELE", Target("service", "tel", "use")): 1_200,
        ("TELE", Target("idle", "TELE", "idle")): -200,
    }


@pytest.mark.parametrize("method", METHODS)
def test_cost_of_a_pool_that_serves_nobody_stays_and_is_told(method):
    cells = METHODS[method]([pool("A", 5, ws=0)])

    assert cells == {("A", Target("unassigned", "A", "use")): 5}


def test_pools_that_serve_only_each_other_cannot_be_solved():
    with pytest.raises(AllocationError, match="serve only each other"):
        reciprocal([pool("A", 5, B=1), pool("B", 5, A=1)])


def test_equal_remainders_are_settled_in_key_order_also_of_a_credit():
    pools = [pool("A", -1, ws=1, acc=1)]

    assert by_target(direct(pools)) == {"acc": -1}


def test_refuses_weights_that_are_nothing_together():
    with pytest.raises(ValueError, match="cannot split 5 öre"):
        largest_remainder(5, {"a": 1, "b": -1})


ore = some.integers(-(10**11), 10**11)
shares = some.integers(0, 1000)


@some.composite
def any_pools(draw, *, serving_pools=True):
    """Up to four pools, each with at least one service, so that every öre has an end."""
    names = draw(some.lists(some.sampled_from(NAMES), min_size=1, unique=True))
    pools = []
    for step, name in enumerate(names):
        services = draw(some.dictionaries(some.sampled_from(SERVICES), shares, min_size=1))
        services[draw(some.sampled_from(SERVICES))] = draw(some.integers(1, 1000))
        served = {("service", key.lower()): weight for key, weight in services.items()}
        if serving_pools:
            to = draw(some.dictionaries(some.sampled_from(names), shares))
            served |= {("pool", key): weight for key, weight in to.items()}
        capacity = draw(some.integers(1, 500))
        used = draw(some.integers(0, capacity))
        pools.append(Pool(name, draw(ore), step + 1, served, capacity, used, draw(some.booleans())))
    return pools


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None)
@given(pools=any_pools())
def test_each_ledger_pool_ends_somewhere_to_the_ore(method, pools):
    cells = METHODS[method](pools)

    ended = {one.name: 0 for one in pools}
    for (name, _), part in cells.items():
        ended[name] += part
    assert ended == {one.name: one.cost_ore for one in pools}


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None)
@given(pools=any_pools(), data=some.data())
def test_the_order_of_rows_changes_nothing(method, pools, data):
    turned = [
        replace(one, receivers=dict(reversed(one.receivers.items())))
        for one in data.draw(some.permutations(pools))
    ]

    assert METHODS[method](turned) == METHODS[method](pools)


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None)
@given(pools=any_pools())
def test_credits_are_the_mirror_of_charges(method, pools):
    mirrored = [replace(one, cost_ore=-one.cost_ore) for one in pools]

    answer = {key: -part for key, part in METHODS[method](mirrored).items()}

    assert answer == METHODS[method](pools)


@settings(deadline=None)
@given(any_pools(serving_pools=False))
def test_the_methods_agree_where_no_pool_serves_a_pool(pools):
    assert direct(pools) == step_down(pools) == reciprocal(pools)


def determinant(matrix):
    """By every permutation: slow, and shares nothing with elimination."""
    total = Fraction(0)
    for order in permutations(range(len(matrix))):
        swaps = sum(one > other for at, one in enumerate(order) for other in order[at + 1 :])
        total += (-1) ** swaps * prod(matrix[row][column] for row, column in enumerate(order))
    return total


def exact_ends(pools, ledger_pool):
    """What one ledger pool's öre come to at each service or as idle, in fractions.

    Cramer's rule on the equations gross = own cost + what other pools (and itself) give it.
    """
    used = {one.name: Fraction(one.used, one.capacity) for one in pools}
    passing = {one.name: used[one.name] if one.keeps_idle else Fraction(1) for one in pools}
    share = {
        (one.name, *key): Fraction(weight, sum(one.receivers.values()))
        for one in pools
        for key, weight in one.receivers.items()
    }
    given = [
        [share.get((giver.name, "pool", taker.name), 0) * passing[giver.name] for giver in pools]
        for taker in pools
    ]
    matrix = [
        [Fraction(row == column) - given[row][column] for column in range(len(pools))]
        for row in range(len(pools))
    ]
    costs = [one.cost_ore if one.name == ledger_pool else 0 for one in pools]
    whole = determinant(matrix)
    ends = {}
    for place, one in enumerate(pools):
        replaced = [
            [costs[row] if column == place else value for column, value in enumerate(values)]
            for row, values in enumerate(matrix)
        ]
        gross = determinant(replaced) / whole
        for kind, name in one.receivers:
            if kind == "service":
                to = gross * share[one.name, kind, name]
                key = Target(kind, name, "use")
                ends[key] = ends.get(key, 0) + to * used[one.name]
                if not one.keeps_idle:
                    key = Target(kind, name, "idle")
                    ends[key] = ends.get(key, 0) + to * (1 - used[one.name])
        if one.keeps_idle:
            ends[Target("idle", one.name, "idle")] = gross * (1 - used[one.name])
    return ends


@settings(deadline=None)
@given(any_pools())
def test_reciprocal_is_the_exact_solution_rounded_once(pools):
    cells = reciprocal(pools)

    for one in pools:
        exact = exact_ends(pools, one.name)
        assert sum(exact.values()) == one.cost_ore
        for target, amount in exact.items():
            assert abs(cells.get((one.name, target), 0) - amount) < 1
