"""The `extends` chain: from the file asked for to the one that extends nothing."""

from __future__ import annotations

import re
from errno import ENAMETOOLONG
from pathlib import Path

from sim.scenario.faults import FaultList, Place, cropped, hint
from sim.scenario.layer import Layer, parse_layer
from sim.scenario.nodes import Scalar

ENDING = ".yaml"
_NAME = re.compile(r"[^/\\:]+")


def read_chain(path: Path, faults: FaultList) -> list[Layer]:
    """Return the layers from the file asked for to its last parent.

    Parameters
    ----------
    path
        The scenario file.
    faults
        Receives what is wrong with `extends`; the chain then ends there.

    Raises
    ------
    ScenarioError
        If a file of the chain cannot be read or is not YAML.
    """
    chain = [parse_layer(path)]
    seen = [path.resolve()]
    while (parent := _parent(chain[-1], faults)) is not None:
        if parent.resolve() in seen:
            names = [layer.path.stem for layer in chain] + [parent.stem]
            ring = " → ".join(names)
            faults.add(
                _place(chain[-1]),
                f"继承成了环：{ring}",
                f"extends runs in a circle: {ring}",
            )
            break
        seen.append(parent.resolve())
        chain.append(parse_layer(parent))
    return chain


def _is_file(path: Path) -> bool:
    """Whether there is such a file; no system has one whose name is too long."""
    try:
        return path.is_file()
    except OSError as error:
        if error.errno == ENAMETOOLONG:
            return False
        raise


def _place(layer: Layer) -> Place:
    node = layer.node.get("extends")
    return node.place if node else layer.node.place


def _parent(layer: Layer, faults: FaultList) -> Path | None:
    node = layer.node.get("extends")
    if not isinstance(node, Scalar) or not node.text:
        return None
    name = node.text
    if not _NAME.fullmatch(name) or name in (".", ".."):
        faults.add(
            node.place,
            f"extends 只能写同一文件夹里的文件名，不能是路径“{name}”",
            f"extends names a file beside this one, not a path: “{name}”",
            settles=True,
        )
        return None
    parent = layer.path.parent / f"{name}{ENDING}"
    if _is_file(parent):
        return parent
    files = layer.path.parent.glob(f"*{ENDING}")
    zh, en = hint(
        name.removesuffix(ENDING), sorted(f.stem for f in files if _is_file(f))
    )
    if name.endswith(ENDING):
        zh, en = "；不写 .yaml", "; leave out .yaml"
    read = cropped(name)
    faults.add(
        node.place,
        f"找不到要继承的方案“{read}”（同一文件夹里的 {read}{ENDING}）{zh}",
        f"there is no scenario “{read}” to extend ({read}{ENDING} beside this file)"
        f"{en}",
        settles=True,
    )
    return None
