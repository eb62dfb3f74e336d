"""`ruralbeds doctor`: what an answer rests on, and whether anything is in its way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from sim.area import Area as Pack
from sim.area.location import RESOLVED, find_area, known_areas
from sim.commands.endings import (
    CANCELLED,
    CHECK_FAILED,
    USAGE,
    ends_with_status,
    say,
    stop,
)
from sim.commands.options import RESULTS, Area, Jobs, Lang, Out, unwritable
from sim.commands.progress import shown
from sim.doctor.bundle import Subject, write_bundle
from sim.doctor.dependence import dependence_section, known_screening
from sim.doctor.findings import Finding, Section, faults
from sim.doctor.grades import grades_section
from sim.doctor.pack import pack_of, pack_section
from sim.doctor.surroundings import packs, packs_section, surroundings_section
from sim.experiment.screening import BASES
from sim.experiment.screening_running import (
    Screening,
    make_screening,
    run_screening,
)
from sim.experiment.store import UnwritableError
from sim.report.words import Text, Words, load_words
from sim.scenario import Scenario, load_scenario
from sim.scenario.faults import Language

WORDS: Final = ("doctor_words.yaml", "screening_words.yaml")
SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "what": {
        "zh": "{path} 既不是方案文件，也不是运行结果文件夹或地区数据包",
        "en": "{path} is no scenario file, run folder or area pack",
    },
    "screen": {
        "zh": "--screen 要写明方案：ruralbeds doctor 方案.yaml --screen",
        "en": "--screen needs a scenario: ruralbeds doctor FILE --screen",
    },
    "area": {
        "zh": "--area 只用于方案，请把方案文件写在前面",
        "en": "--area is for a scenario: name its file as well",
    },
    "zip": {
        "zh": "--bundle {path}：文件名应以 .zip 结尾",
        "en": "--bundle {path}: the name must end in .zip",
    },
    "bundle": {
        "zh": "已写好 {path}，内有：{names}。不含名册、机构名称、事件日志、用户名"
        "和文件夹路径；发出前仍请自己打开看一眼。",
        "en": "{path} is written and holds: {names}. It has no register, names of "
        "homes, event log, user name or folders; look into it before you send it.",
    },
    "stopped": {
        "zh": "已停止。算完的部分保留，同一条命令接着算。",
        "en": "Stopped. What is done stays; the same command goes on.",
    },
}


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("doctor")(doctor)


def doctor(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="SCENARIO",
            help="方案文件、结果文件夹或数据包 scenario, run folder or pack",
        ),
    ] = None,
    screen: Annotated[
        bool,
        typer.Option("--screen", help="逐个移动假设再排名 rank assumptions by runs"),
    ] = False,
    bases: Annotated[
        int, typer.Option(min=2, help="--screen 的基点数 base points of --screen")
    ] = BASES,
    area: Area = None,
    jobs: Jobs = None,
    out: Out = RESULTS,
    bundle: Annotated[
        Path | None,
        typer.Option(metavar="FILE.zip", help="供求助的文件，不含个人信息 for support"),
    ] = None,
    lang: Lang = "zh",
) -> None:
    """检查依据、数据和环境 What answers rest on; check pack and machine."""
    if bundle is not None and bundle.suffix.lower() != ".zip":
        stop(USAGE, SENTENCES["zip"][lang].format(path=bundle))
    with ends_with_status(lang):
        subject = _subject(path, lang)
        _refuse(subject, screen, area, lang)
        if subject.scenario is not None and area:
            subject = Subject(subject.scenario.in_area(area), None, subject.run)
        words = load_words(*WORDS)
        sections = [grades_section(subject.scenario or subject.area, words)]
        if subject.scenario is not None and path is not None:
            asked = make_screening(subject.scenario, bases=bases, jobs=jobs)
            if screen:
                _screen(asked, out, lang)
            sections.append(_dependence(asked, subject.scenario, path, out, words))
        sections += _packs(subject, path, words)
        sections.append(surroundings_section(out, words))
        beside = (path or Path.cwd()).absolute()
        sections.append(
            packs_section(beside if beside.is_dir() else beside.parent, words)
        )
        sections.append(_verdict(sections, words))
        _print(sections, lang)
        if bundle is not None:
            _bundle(bundle, sections, subject, out, lang)
        if faults(sections):
            raise typer.Exit(CHECK_FAILED)


def _subject(path: Path | None, lang: Language) -> Subject:
    if path is None:
        return Subject()
    if not path.is_dir():
        return Subject(load_scenario(path))
    if (path / RESOLVED).is_file():
        return Subject(load_scenario(path / RESOLVED), run=path)
    if not (path / "counties.csv").is_file():
        stop(USAGE, SENTENCES["what"][lang].format(path=path))
    found = pack_of(path)
    # A pack that cannot be loaded is told among the packs.
    return Subject(area=found) if isinstance(found, Pack) else Subject()


def _refuse(
    subject: Subject, screen: bool, area: list[str] | None, lang: Language
) -> None:
    if subject.scenario is None and screen:
        stop(USAGE, SENTENCES["screen"][lang])
    if subject.scenario is None and area:
        stop(USAGE, SENTENCES["area"][lang])


def _screen(asked: Screening, out: Path, lang: Language) -> None:
    progress = shown(lang)
    try:
        run_screening(asked, out, progress)
    except UnwritableError as error:
        progress.close()
        unwritable(error, lang)
    except KeyboardInterrupt:
        progress.close()
        say(SENTENCES["stopped"][lang])
        raise typer.Exit(CANCELLED) from None
    finally:
        progress.close()


def _dependence(
    asked: Screening, scenario: Scenario, path: Path, out: Path, words: Words
) -> Section:
    known = known_screening(asked, scenario, out)
    codes = "".join(f" --area {code}" for code in scenario.area_codes)
    command = f"ruralbeds doctor {path.as_posix()}{codes} --screen"
    table, shipped = known or (None, False)
    return dependence_section(table, words, shipped=shipped, command=command)


def _packs(subject: Subject, path: Path | None, words: Words) -> list[Section]:
    """Return what is odd about the pack that was named, or about all that are found."""
    if subject.scenario is not None:
        most = float(subject.scenario.value("choice.max_minutes"))
        return [pack_section(subject.scenario.area, words, most)]
    if path is not None:
        return [_pack(path, words)]
    here = Path.cwd()
    return [_pack(find_area(name, here), words) for name in known_areas(here)]


def _pack(folder: Path, words: Words) -> Section:
    found = pack_of(folder)
    if isinstance(found, Pack):
        return pack_section(found, words)
    title = words["doctor.pack"].fill(name=folder.name)
    return Section(title, [Finding("fault", Text(*found))])


def _verdict(sections: list[Section], words: Words) -> Section:
    wrong, odd = faults(sections), faults(sections, "note")
    name = "faults" if wrong else "notes" if odd else "sound"
    text = words[f"verdict.{name}"].fill(faults=wrong, notes=odd)
    return Section(text, [])


def _print(sections: list[Section], lang: Language) -> None:
    for section in sections:
        typer.echo("\n".join(section.lines(lang)))
        if section is not sections[-1]:
            typer.echo()


def _bundle(
    path: Path, sections: list[Section], subject: Subject, out: Path, lang: Language
) -> None:
    names = write_bundle(path, sections, subject, packs(Path.cwd()), out)
    listed = ("、" if lang == "zh" else ", ").join(names)
    say(SENTENCES["bundle"][lang].format(path=path, names=listed))
