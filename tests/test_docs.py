"""The docs are held to what the program does: commands, their output, keys, keys of the criteria files, links."""

import importlib
import json
import pkgutil
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import pytest
from textual.app import App
from textual.binding import Binding

import wwc_assess.tui
from wwc_assess.cli.main import program
from wwc_assess.sample import create_sample
from wwc_assess.settings import FOLDER_VARIABLE
from wwc_assess.standard import schema
from wwc_assess.tui.app import AssessApp

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN_HOME = "/home/you"
"""Stands in the docs for the folder in which the commands run."""
SAMPLE_DAY = date(2026, 11, 22)
"""The day the docs make the sample city on."""

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
    found = re.findall(r"^```(\S[^\n]*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [Block(info.strip(), text) for info, text in found]


def section(page, heading):
    """Return what stands under a heading, up to the next one of any rank."""
    text = page.read_text(encoding="utf-8")
    match = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"{page.name} has no section “{heading}”"
    return match[1]


def rows(text):
    """Return the cells of every table row but the head and its rule."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for before, row in zip([None, *cells], cells, strict=False) if before and not is_rule(row)]


def is_rule(row):
    return all(set(cell) <= {"-", ":"} for cell in row)


def named(page):
    return page.name


COMMANDS = [
    pytest.param(command, id=f"{page.name}: {command}")
    for page in PAGES
    for block in blocks(page)
    if block.info.split()[0] in {"console", "sh"}
    for command, _shown in block.commands
    if command.startswith("wwc-assess")
]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_line_in_the_docs_is_one_that_the_program_takes(line):
    words = shlex.split(re.split(r" [<>|] ?", line)[0])[1:]
    command, context = program, click.Context(program, info_name="wwc-assess")
    while True:
        # A parser of its own per level: nothing is run, and an unknown option or argument raises.
        _options, rest, _order = command.make_parser(context).parse_args(list(words))
        if not isinstance(command, click.Group):
            break
        if not rest:
            return
        name, command, words = command.resolve_command(context, rest)
        context = click.Context(command, parent=context, info_name=name)
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    assert len(words) >= sum(each.required for each in arguments)


def run(command, folder):
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
    shown = done.stdout.replace(str(folder.resolve()), SHOWN_HOME).splitlines()
    return [*shown, f"[exit code {done.returncode}]"] if done.returncode else shown


def matches(expected, shown):
    """Return whether what is printed is what the docs show, where a line of … stands for any lines."""
    pattern = "\n".join(".*" if line.strip() == "…" else re.escape(line.rstrip()) for line in expected)
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in shown), re.DOTALL) is not None


RUNNABLE = [page for page in PAGES if any(block.info.startswith("console ") for block in blocks(page))]


@pytest.mark.parametrize("page", RUNNABLE, ids=named)
def test_what_the_docs_show_is_what_the_program_prints(page, tmp_path):
    """Blocks marked `console sample` run in the sample city's folder, `console own` in a folder of the reader's own."""
    folders = {"sample": tmp_path / "sample" / "rivermouth", "own": tmp_path / "own"}
    create_sample(folders["sample"], SAMPLE_DAY, by="Data office").close()
    folders["own"].mkdir()
    for block in blocks(page):
        language, _blank, where = block.info.partition(" ")
        if language == "yaml" and where:
            file = folders["own"] / where
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        for command, expected in block.commands if language == "console" and where else []:
            shown = run(command, folders[where])
            assert matches(expected, shown), f"{page.name}: {command} prints\n" + "\n".join(shown)


def declared_bindings():
    """Return each key of the program with its id, or – where it has none."""
    found = {("–", App.COMMAND_PALETTE_BINDING)}
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
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_links_inside_the_docs_lead_somewhere(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("https://", "http://")):
            continue
        path, _hash, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name} links to {target}"
        assert not anchor or anchor in anchors(file), f"{page.name} links to {target}"


def test_every_page_of_the_docs_can_be_reached_from_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in sorted((ROOT / "docs").glob("*.md")) if f"docs/{page.name}" not in text] == []
