"""The docs are held to what the program does: commands, their output, keys, keys of the criteria files, links."""

import importlib
import json
import os
import pkgutil
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

import click
import pytest
from textual.binding import Binding

import wwc_assess.tui
from wwc_assess.cli.main import program
from wwc_assess.readiness.evidence import EvidenceState
from wwc_assess.readiness.findings import RULES, SEVERITY_WORDS
from wwc_assess.readiness.sentences import EVIDENCE_WORDS
from wwc_assess.report.formats import FORMATS
from wwc_assess.report.paper import Audience
from wwc_assess.sample import create_sample
from wwc_assess.settings import BY_VARIABLE, FOLDER_VARIABLE
from wwc_assess.standard import schema
from wwc_assess.tui.app import AssessApp

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN_HOME = "/home/you"
"""Stands in the docs for the folder in which the commands run."""
SAMPLE_DAY = date(2026, 11, 22)
"""The day the docs make the sample city on."""

MEANT_TO_FAIL = "[exit code 2]"
"""Stands below a command that shows how a slip is told."""
KEY_NAMES = {
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
    "?": "question_mark",
    "/": "slash",
    "Esc": "escape",
    "Page Up": "pageup",
    "Page Down": "pagedown",
}
ENTRIES = {
    "A practice file": schema.PracticeFile,
    "A criterion": schema.CriterionEntry,
    "A check": schema.CheckEntry,
    "A document": schema.DocumentEntry,
    "An example": schema.ExampleEntry,
    "A resource": schema.ResourceEntry,
    "The origin": schema.OriginEntry,
    "standard.yaml": schema.StandardFile,
    "A level": schema.LevelEntry,
    "An observed count": schema.SeenEntry,
    "The core rule": schema.CoreEntry,
    "A requirement outside the points": schema.RequirementEntry,
    "A note on the standard": schema.NoteEntry,
    "A source": schema.SourceEntry,
    "terms.yaml": schema.TermsFile,
    "A term": schema.TermEntry,
    "examples.yaml": schema.TrialEntry,
    "What is given": schema.GivenEntry,
    "What is expected": schema.ExpectEntry,
}
"""Headings of criteria.md and what each describes."""


@dataclass(frozen=True)
class Block:
    """A fenced block: what stands after the fence, and its text."""

    info: str
    text: str

    @property
    def commands(self):
        """The command lines, each with the lines that are shown below it."""
        found = []
        for line in self.text.replace("\\\n", "").splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found:
                found[-1][1].append(line)
        return found


def blocks(page):
    """Return the fenced blocks of a page."""
    found = re.findall(
        r"^```(\S[^\n]*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [Block(info.strip(), text) for info, text in found]


def prose(page):
    """Return the text of a page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def section(page, heading):
    """Return what stands under a heading, up to the next one of any rank."""
    text = page.read_text(encoding="utf-8")
    match = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"{page.name} has no section “{heading}”"
    return match[1]


def rows(text):
    """Return the cells of every table row but the heads and the rules below them."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    below = [*cells[1:], ["no rule"]]
    return [row for row, after in zip(cells, below, strict=True) if not is_rule(row) and not is_rule(after)]


def is_rule(row):
    return all(set(cell) <= {"-", ":"} for cell in row)


def named(page):
    return page.name


def command_lines(page):
    """Return the command lines of a page that are meant to work: in blocks, and within sentences."""
    within = re.findall(r"`(wwc-assess [^`…\n]+)`", prose(page))
    shells = [line for block in blocks(page) if block.info == "sh" for line in block.text.splitlines()]
    shown = [
        command
        for block in blocks(page)
        if block.info.split()[0] == "console"
        for command, printed in block.commands
        if MEANT_TO_FAIL not in printed
    ]
    return dict.fromkeys(line for line in [*shown, *shells, *within] if line.startswith("wwc-assess"))


COMMANDS = [pytest.param(line, id=f"{page.name}: {line}") for page in PAGES for line in command_lines(page)]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_line_in_the_docs_is_one_that_the_program_takes(line):
    words = shlex.split(re.split(r" [<>|] ?", line)[0])[1:]
    command, context = program, click.Context(program, info_name="wwc-assess")
    while isinstance(command, click.Group) and words:
        # Only the parsers are asked, so nothing is run; an unknown option or command raises.
        _given, rest, _order = command.make_parser(context).parse_args(words)
        if not rest:
            return
        name, command, words = command.resolve_command(context, rest)
        context = click.Context(command, parent=context, info_name=name)
    with command.make_context(command.name, [word for word in words if word != "--help"], parent=context):
        pass


def run(command, folder, home):
    """Run one command line and return all it prints, as the docs would show it."""
    words = shlex.split(command)
    assert words[0] == "wwc-assess", command
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "wwc_assess", *words[1:]],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    shown = done.stdout.replace(str(home.resolve()), SHOWN_HOME).splitlines()
    return [*shown, f"[exit code {done.returncode}]"] if done.returncode else shown


def matches(expected, shown):
    """Return whether what is printed is what the docs show, where … stands for any text and alone for any lines."""
    pattern = "\n".join(
        "(?s:.*)" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") for line in expected
    )
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in shown)) is not None


RUNNABLE = [page for page in PAGES if any(block.info.startswith("console ") for block in blocks(page))]


@pytest.mark.skipif(os.name == "nt", reason="the docs show paths as macOS and Linux write them")
@pytest.mark.parametrize("page", RUNNABLE, ids=named)
def test_what_the_docs_show_is_what_the_program_prints(page, tmp_path, monkeypatch):
    """Blocks marked `console sample` run in the sample city's folder, `console own` in a folder of the reader's own."""
    monkeypatch.setenv(BY_VARIABLE, "Data office")
    folders = {"sample": tmp_path / "rivermouth", "own": tmp_path / "own"}
    create_sample(folders["sample"], SAMPLE_DAY).close()
    folders["own"].mkdir()
    homes = {"sample": tmp_path, "own": folders["own"]}
    for block in blocks(page):
        language, _blank, where = block.info.partition(" ")
        if language == "yaml" and where:
            file = folders["own"] / where
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        for command, expected in block.commands if language == "console" and where else []:
            shown = run(command, folders[where], homes[where])
            assert matches(expected, shown), f"{page.name}: {command} prints\n" + "\n".join(shown)


def commands_of(group, name=""):
    """Return every command of the program by its name, a group's own too."""
    found = {}
    with click.Context(group, info_name=name) as context:
        for each in group.list_commands(context):
            command = group.get_command(context, each)
            found[f"{name} {each}".strip()] = command
            if isinstance(command, click.Group):
                found |= commands_of(command, each)
    return found


COMMANDS_PAGE = ROOT / "docs" / "commands.md"


def test_the_page_of_the_commands_has_a_section_for_each_in_the_order_of_the_help():
    headings = re.findall(r"^## ([a-z]+)$", COMMANDS_PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [name for name in commands_of(program) if " " not in name]


@pytest.mark.parametrize("name", commands_of(program))
def test_the_page_of_the_commands_names_every_option(name):
    described = section(COMMANDS_PAGE, name.split()[0])
    everywhere = {"--today"}  # said once, for all commands
    options = {
        option
        for parameter in commands_of(program)[name].params
        if isinstance(parameter, click.Option)
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert {option for option in options - everywhere if option not in described} == set()


FINDINGS_PAGE = ROOT / "docs" / "findings.md"


def test_the_docs_tell_of_every_rule_for_findings_what_the_program_tells():
    assert rows(section(FINDINGS_PAGE, "Every rule, and what to do")) == [
        [f"`{rule.id}`", SEVERITY_WORDS[rule.severity], rule.title, rule.advice] for rule in RULES.values()
    ]
    assert [rule for rule, _when in rows(section(FINDINGS_PAGE, "When each is found"))] == [
        f"`{name}`" for name in RULES
    ]


def test_the_docs_name_every_state_of_evidence():
    described = rows(section(ROOT / "docs" / "evidence.md", "What each state means"))
    assert [row[:2] for row in described] == [
        [f"`{state}`", EVIDENCE_WORDS[state]] for state in EvidenceState
    ]


@pytest.mark.parametrize(("heading", "names"), [("Six formats", FORMATS), ("For whom", get_args(Audience))])
def test_the_docs_name_what_reports_can_be(heading, names):
    assert [row[0] for row in rows(section(ROOT / "docs" / "report.md", heading))] == [
        f"`{name}`" for name in names
    ]


def declared_bindings():
    """Return each key of the program with its id, or – where it has none."""
    found = set()
    for info in pkgutil.walk_packages(wwc_assess.tui.__path__, "wwc_assess.tui."):
        module = importlib.import_module(info.name)
        for each in vars(module).values():
            if isinstance(each, type) and each.__module__ == module.__name__ and "BINDINGS" in vars(each):
                found |= {(b.id or "–", b.key) for b in Binding.make_bindings(each.BINDINGS)}
    return found


def key_of(name):
    """Return what Textual calls a key that the docs name."""
    *modifiers, last = name.split("+") if len(name) > 1 else [name]
    return "+".join([*(each.lower() for each in modifiers), KEY_NAMES.get(last, last.lower())])


def test_the_keys_in_the_docs_are_those_of_the_program():
    documented = set()
    for keys, identifier, *_rest in rows((ROOT / "docs" / "keyboard.md").read_text(encoding="utf-8")):
        names = re.findall(r"`([^`]+)`", keys)
        assert names, keys
        documented |= {(identifier.strip("`"), key_of(name)) for name in names}
    assert documented == declared_bindings()


@pytest.mark.parametrize("heading", ENTRIES)
def test_the_docs_describe_every_key_of_the_criteria_files_as_the_schema_does(heading):
    written = [
        (key.strip("`"), default, meaning)
        for key, _kind, default, meaning in rows(section(ROOT / "docs" / "criteria.md", heading))
    ]
    assert written == [
        (name, default_of(field), field.description.replace("\n", " "))
        for name, field in ENTRIES[heading].model_fields.items()
    ]


def default_of(field):
    """Return what the docs say about leaving a key out."""
    if field.is_required():
        return "needed"
    default = field.default
    if default is False:
        return "`false`"
    return f"`{default}`" if isinstance(default, str | int) and default != "" else "–"


def test_every_kind_of_entry_has_its_section_in_the_docs():
    kinds = {
        each
        for each in vars(schema).values()
        if isinstance(each, type) and issubclass(each, schema.Entry) and each is not schema.Entry
    }
    assert kinds == set(ENTRIES.values())


def test_own_keys_written_as_the_docs_show_are_taken(tmp_path, monkeypatch):
    shown = next(block for block in blocks(ROOT / "docs" / "keyboard.md") if block.info == "json")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    (tmp_path / "settings.json").write_text(shown.text, encoding="utf-8")
    wanted = json.loads(shown.text)["keys"]
    assert wanted.keys() <= {identifier for identifier, _key in declared_bindings()}
    app = AssessApp(None, folder=tmp_path / "workspace")
    assert {key: app._keymap[key] for key in wanted} == wanted  # noqa: SLF001  Textual shows its key map nowhere else


def anchors(page):
    """Return the anchors that a reader of Markdown gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_links_inside_the_docs_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if target.startswith(("https://", "http://")):
            continue
        path, _hash, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name} links to {target}"
        assert not anchor or anchor in anchors(file), f"{page.name} links to {target}"


def test_every_page_of_the_docs_can_be_reached_from_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [
        page.name for page in sorted((ROOT / "docs").glob("*.md")) if f"docs/{page.name}" not in text
    ] == []


def test_every_promise_names_tests_and_targets_that_there_are():
    text = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert [path for path in re.findall(r"`(tests/[^`]+)`", text) if not (ROOT / path).exists()] == []
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets
