"""The program's own YAML: catalogues and words that come with it.

The reader of YAML is written in Python and takes a second for all of them, in every
process. So what it read is kept beside the file as Python keeps its own compiled
modules, in `__pycache__`, under the fingerprint of the text: another text has another
name. Where nothing can be written, the file is read each time.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


def own_yaml(package: str, name: str) -> Any:
    """Return the content of a YAML file of the program.

    Parameters
    ----------
    package, name
        Where it lies, as `importlib.resources` says it, and what it is called.
    """
    source = files(package) / name
    text = source.read_text(encoding="utf-8")
    kept = _kept(source, text)
    if kept is not None:
        with suppress(OSError, ValueError):
            return json.loads(kept.read_text(encoding="utf-8"))
    content = YAML(typ="safe", pure=True).load(text)
    if kept is not None:
        _keep(kept, content)
    return content


def _kept(source: object, text: str) -> Path | None:
    """Return where the content of a text is kept; none outside of a folder."""
    if not isinstance(source, Path):
        return None
    mark = sha256(text.encode()).hexdigest()[:16]
    return source.parent / "__pycache__" / f"{source.stem}.{mark}.json"


def _keep(kept: Path, content: Any) -> None:
    """Keep a content that JSON gives back as it was, whole or not at all."""
    with suppress(OSError, TypeError):
        text = json.dumps(content, ensure_ascii=False)
        if json.loads(text) != content:
            return
        kept.parent.mkdir(exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(kept)
        for other in kept.parent.glob(f"{kept.name.split('.')[0]}.*.json"):
            if other != kept:
                other.unlink(missing_ok=True)
