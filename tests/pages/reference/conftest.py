"""The pages of reference read the sample city's plan as the strategist's do."""

from tests.pages.strategy.conftest import kept_plan, loaded_plan  # noqa: F401
