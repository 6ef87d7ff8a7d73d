"""Mistakes written into the models on purpose, and what drawn rows say of them."""

import zlib

import pytest

from tests.chargeback import drawn, mutants, mutation
from tests.chargeback.tables import text

#: One model in eight, always the same ones; ``make mutants`` tries them all.
SAMPLED = [model for model in mutants.PATHS if zlib.crc32(model.encode()) % 8 == 0]
WANTED = 95


@pytest.mark.full
@pytest.mark.parametrize("model", SAMPLED)
def test_every_mistake_is_caught_but_those_on_the_list(model):
    """One that is new on it shows a hole; one that is caught now has no place there."""
    listed = {name for name in mutants.known() if name[0] == model}

    assert set(mutants.judge(model, listed=listed).left) == listed


@pytest.mark.full
def test_of_a_hundred_mistakes_ninety_five_are_caught():
    """Of those that say something else; the test above shows that the list is true."""
    made = {one.name for model in mutants.PATHS for one in mutation.mutants(model, text(model))}
    known = mutants.known()
    alike = {name for name, reason in known.items() if reason.startswith(mutants.ALIKE)}

    assert known.keys() <= made
    caught = len(made) - len(known)
    assert 100 * caught >= WANTED * (len(made) - len(alike))


def test_every_survivor_has_a_reason():
    assert [name for name, reason in mutants.known().items() if not reason.strip()] == []


def test_every_survivor_is_of_a_model_that_is_there():
    assert {name[0] for name in mutants.known()} <= set(mutants.PATHS)


@pytest.mark.full
@pytest.mark.parametrize("model", mutants.PATHS)
def test_a_model_makes_of_drawn_rows_what_it_made_before(model):
    """Where its meaning, or a case of it, was changed on purpose: see drawn.py."""
    before = drawn.kept().get(model, [])

    assert [drawn.now(drawn.Drawn(model, one.world)) for one in before] == before


@pytest.mark.parametrize(
    ("sql", "operator", "becomes"),
    [
        ("select a from t where b < 3", "other operator", "b <= 3"),
        ("select a from t where b < 3", "one more", "4"),
        ("select a from t where b and c", "condition dropped", "c"),
        ("select a from t where b", "filter dropped", "WHERE TRUE"),
        ("select sum(a) from t", "other operator", "MAX(a)"),
        ("select distinct a from t", "distinct dropped", "SELECT a FROM t"),
        ("select coalesce(a, 0) from t", "coalesce dropped", "a"),
        ("select a from t join u on t.b = u.b", "other join", "LEFT JOIN u ON t.b = u.b"),
        ("select a from t union all select b from u", "branch dropped", "SELECT b FROM u"),
        ("select a from t where b in (1, 2)", "in shorter", "b IN (2)"),
        ("select row_number() over (order by a, b) from t", "tie dropped", "ORDER BY a"),
    ],
)
def test_a_mistake_of_each_kind_is_made(sql, operator, becomes):
    made = {(mutant.operator, mutant.becomes) for mutant in mutation.mutants("marts.x", sql)}

    assert (operator, becomes) in made


@pytest.mark.parametrize(
    ("sql", "operator"),
    [
        ("select a from t where b in (select distinct c from u)", "distinct dropped"),
        ("select distinct a from t union select b from u", "distinct dropped"),
        ("select a from t join u on t.b = u.b where u.c > 1", "other join"),
        ("select a from t join u on t.b = u.b where u.c is not null", "other join"),
        ("select a from t join u on t.b = u.b join v on v.c = u.c", "other join"),
    ],
)
def test_no_mistake_is_made_where_it_can_say_nothing_else(sql, operator):
    """One such is left out; the same is made where it tells: see ``TELLS``."""
    made = [mutant.operator for mutant in mutation.mutants("marts.x", sql)]
    tells = [mutant.operator for mutant in mutation.mutants("marts.x", TELLS[operator])]

    assert made.count(operator) < tells.count(operator)


TELLS = {
    "distinct dropped": "select distinct a from t union all select distinct b from u",
    "other join": "select a from t join u on t.b = u.b left join v on v.c = u.c "
    "join w on w.a = t.a where coalesce(u.c, 0) > 0 and u.d is not distinct from t.d",
}
