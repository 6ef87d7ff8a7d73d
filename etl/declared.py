"""What our YAML files declare, read by the parser in C where PyYAML was built with it."""

from pathlib import Path
from typing import Any

import yaml

#: Every process of a run reads all sources and contracts before its first file; in Python alone
#: that takes seven times as long.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def declared(path: Path) -> Any:  # noqa: ANN401 - YAML says anything; who asks knows what it is
    """The content of a YAML file, plain values only.

    Raises:
        yaml.YAMLError: It is no YAML.
    """
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - both are safe
