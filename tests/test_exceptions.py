"""Every exception from the rules of the linters says why it is one, and so does every module that is long."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONG = 300
"""Lines of a module from which on it has to say why it is long."""
NEAR = 10
"""Lines within which an exception may lean on the reason of the same one above."""

EXCEPTION = re.compile(
    r"#\s*(?:ruff:\s*)?noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?"
    r"|#\s*type:\s*ignore(?:\[[\w, -]+\])?"
    r"|#\s*pragma:\s*no \w+"
)


def sources(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def unexplained(text):
    """Return the lines of exceptions that give no reason, on their line or above, and lean on none."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}
    explained = {}
    for line, comment in comments.items():
        if not (exceptions := EXCEPTION.findall(comment)):
            continue
        codes = set(re.findall(r"[\w-]+", " ".join(exceptions)))
        above = comments.get(line - 1, "#noqa")
        reasons = [EXCEPTION.sub("", comment).strip("# "), not EXCEPTION.search(above)]
        leans = any(codes <= explained.get(near, set()) for near in range(line - NEAR, line))
        if any(reasons) or leans:
            explained[line] = codes
        else:
            yield line


def of_ruff():
    """Return the part of pyproject.toml that names what ruff is to leave alone, by its lines."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return text.partition("[tool.ruff.lint]")[2].partition("[tool.ruff.lint.pydocstyle]")[0].splitlines()


@pytest.mark.parametrize(
    "bare",
    [
        "import os  # noqa: F401\n",
        "import os  # noqa: F401  to show it\n" + NEAR * "\n" + "import re  # noqa: F401\n",
        "import os  # noqa: F401  to show it\nx = eval('1')  # noqa: S307\n",
        "x: int = 'x'  # type: ignore[assignment]\n",
        "# ruff: noqa: T201\n",
    ],
)
def test_an_exception_without_a_reason_is_found(bare):
    assert list(unexplained(bare))


def test_an_exception_takes_its_reason_from_its_line_or_from_above():
    text = "# A script prints.\n# ruff: noqa: T201\nimport os  # noqa: F401  to show it\nimport re  # noqa: F401\n"
    assert not list(unexplained(text))


def test_every_exception_in_the_sources_gives_its_reason():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources("src", "tests", "benchmarks", "docs")
        for line in unexplained(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_rule_of_ruff_that_is_switched_off_gives_its_reason():
    rules = [line for line in of_ruff() if re.search(r'"[A-Z]+\d*"', line) and '"ALL"' not in line]
    assert len(rules) > 10
    assert [line for line in rules if not re.search(r"#\s+\w+", line)] == []


def test_every_long_module_of_the_program_says_why():
    long = {
        path.name: text
        for path in sources("src")
        if (text := path.read_text(encoding="utf-8")).count("\n") > LONG
    }
    assert [name for name, text in long.items() if "long" not in ast.get_docstring(ast.parse(text))] == []
