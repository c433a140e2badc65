"""Note the digests of the installed language model's files, after the lock file brought a new one.

python tools/pin_model.py
"""

from __future__ import annotations

import json
from pathlib import Path

from detente.adapters.model_package import PINNED, digests_of, package_folder
from detente.adapters.parser import PACKAGES

TARGET = Path(__file__).parents[1] / "src" / "detente" / "adapters" / PINNED


def main() -> None:
    """Write the digests of each model package that is installed."""
    folders = {name: package_folder(name) for name in PACKAGES}
    found = {name: digests_of(folder) for name, folder in folders.items() if folder}
    TARGET.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
