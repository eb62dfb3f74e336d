from __future__ import annotations

import pytest

from sim.experiment.replay import UnreadableManifestError, read_manifest
from sim.experiment.store import RunFolder


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"a": ' * 50_000])
def test_a_manifest_that_is_no_json_is_told_to_be_damaged(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)

    with pytest.raises(UnreadableManifestError) as caught:
        read_manifest(tmp_path / "manifest.json")

    assert caught.value.damaged
    assert RunFolder(tmp_path).manifest() == {}
