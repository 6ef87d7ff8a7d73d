import shutil

import pytest

from chargeback import runner


@pytest.fixture
def break_model(monkeypatch, tmp_path):
    """Change the text of a model, for this test only."""

    def change(name, right, wrong):
        models = shutil.copytree(runner.MODELS, tmp_path / "models")
        path = models.joinpath(*name.split(".")).with_suffix(".sql")
        sql = path.read_text(encoding="utf-8")
        assert right in sql
        path.write_text(sql.replace(right, wrong), encoding="utf-8")
        monkeypatch.setattr(runner, "MODELS", models)

    return change
