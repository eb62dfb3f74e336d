from sim.commands.progress import PlainLines


def test_plain_lines_tell_what_is_done_and_what_is_left(capsys):
    lines = PlainLines("en")

    lines.stage("units")
    lines.units(1, 3)
    lines.units(2, 3)
    lines.units(3, 3)

    said = capsys.readouterr().err.splitlines()
    assert said[:2] == ["simulating", "simulating 1/3"]
    assert said[2].startswith("simulating 2/3 · about ")
    assert said[3] == "simulating 3/3"


def test_what_an_earlier_run_had_finished_does_not_count_as_speed(capsys, monkeypatch):
    moments = iter([0.0, 0.0, 10.0])
    monkeypatch.setattr("time.monotonic", lambda: next(moments))
    lines = PlainLines("zh")

    lines.stage("units")
    lines.units(5, 8)
    lines.units(6, 8)

    assert capsys.readouterr().err.splitlines()[-1] == "仿真 6/8 · 还需约 20 秒"
