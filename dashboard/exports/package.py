"""Several files as one to take along: a ZIP with a manifest, and the same bytes for the same files.

Nothing in it depends on when or where it is packed: the files lie in the order of their names,
uncompressed (what packs smaller differs from version to version), with one fixed time.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping

MANIFEST = "manifest.json"
#: The earliest time a ZIP can hold.
NO_TIME = (1980, 1, 1, 0, 0, 0)
UNIX = 3
PLAIN_FILE = 0o100644 << 16


def package(files: Mapping[str, bytes], about: Mapping[str, str | int]) -> bytes:
    """A ZIP of files with a manifest of their hashes.

    Args:
        files: Content by name.
        about: What the files are of; stands first in the manifest.
    """
    listed = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in sorted(files.items())
    }
    manifest = json.dumps({**about, "files": listed}, ensure_ascii=False, indent=1)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in sorted({**files, MANIFEST: manifest.encode()}.items()):
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.create_system, entry.external_attr = UNIX, PLAIN_FILE
            archive.writestr(entry, content, zipfile.ZIP_STORED)
    return packed.getvalue()
