"""Mutation testing of readiness: each small change to its code has to fail a test of its own, or be explained.

mutmut makes the changes and tells which tests come by a changed function. The tests are collected once; each change is
then tried in a fork of that process, the quickest tests first, up to the first that fails.

Why not plain ``mutmut run``: it cannot tell which survivors are explained, and it took 80 seconds of the processor for
the 43 changes to ``schedule``, where this takes 24. It writes the changes to all modules whichever are to be tried.

Arguments name modules, such as ``standing`` or ``findings.links``; without any, all are tried. MUTANTS_JOBS says how
many changes are tried at a time (2). What survives is explained in survivors.toml, beside this script.
"""

# A script prints.
# ruff: noqa: T201

from __future__ import annotations

import gc
import os
import resource
import shutil
import signal
import sys
import tomllib
from collections import Counter
from contextlib import chdir, contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest
from mutmut.__main__ import create_mutants
from mutmut.configuration import config
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.utils.file_utils import (
    copy_also_copy_files,
    copy_src_dir,
    setup_source_paths,
    walk_mutatable_files,
)
from mutmut.utils.format_utils import (
    get_mutant_name,
    mangled_name_from_mutant_name,
    orig_function_and_class_names_from_key,
)

ROOT = Path(__file__).parents[2]
EXPLAINED = Path(__file__).with_name("survivors.toml")
PACKAGE = "wwc_assess.readiness"
AT_MOST = 3
"""Percent that may survive of all modules together."""
TEST_SECONDS = 4
"""Of the processor, for one test: the slowest takes a sixth of that."""
MEMORY = 4 * 2**30
"""Bytes of addresses, so that a list without end ends."""
CAUGHT = ("killed", "timed out")
STATUSES = (*CAUGHT, "survived", "untested")


@dataclass(frozen=True)
class Mutant:
    """A small change to the code."""

    name: str
    """As mutmut has it; its number is another one once other lines change."""
    path: Path
    """Of the module that it changes."""

    @property
    def module(self):
        return module_of(self.name)

    @property
    def function(self):
        """The function that it changes, with its class and module."""
        function, owner = orig_function_and_class_names_from_key(self.name)
        return ".".join(filter(None, (self.module, owner, function)))

    @property
    def change(self):
        """The lines that differ, as a diff has them."""
        lines = get_diff_for_mutant(self.name, path=self.path).splitlines()[2:]
        return "".join(f"{line}\n" for line in lines if line[0] in "+-")


class Judge:
    """A plugin that does not run the collected tests, but tries each mutant with those that come by it.

    Args:
        mutants: All of them.
        jobs: How many to try at a time.
    """

    def __init__(self, mutants, jobs):
        self.waiting = list(reversed(mutants))
        self.jobs = jobs
        self.found = {}
        self.running = {}

    def pytest_runtestloop(self, session):
        gc.freeze()
        by_id = {item.nodeid: item for item in session.items}
        # With this name mutmut makes all that it could change raise: the tests have to run that code and no other.
        _pid, ended = os.waitpid(fork("fail", session, session.items), 0)
        if not os.waitstatus_to_exitcode(ended):
            pytest.exit("The tests do not run the code that is changed.", 2)
        for _job in range(self.jobs):
            self._try_next(session, by_id)
        while self.running:
            pid, ended = os.wait()
            code = os.waitstatus_to_exitcode(ended)
            status = {0: "survived", -signal.SIGPROF: "timed out"}.get(code, "killed")
            self.found[self.running.pop(pid)] = status
            if len(self.found) % 200 == 0:
                print(f"{len(self.found)} tried, {len(self.waiting)} to go", file=sys.stderr)
            self._try_next(session, by_id)
        return True

    def _try_next(self, session, by_id):
        while self.waiting:
            mutant = self.waiting.pop()
            ids = state().tests_by_mangled_function_name[mangled_name_from_mutant_name(mutant.name)]
            if ids:
                quickest_first = sorted(ids, key=state().duration_by_test.__getitem__)
                pid = fork(mutant.name, session, [by_id[each] for each in quickest_first])
                self.running[pid] = mutant
                return
            self.found[mutant] = "untested"


def fork(name, session, items):
    """Try a mutant in a process of its own, which ends with 1 where a test fails and with 0 where none does."""
    if pid := os.fork():
        return pid
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        set_mutant_under_test(name)
        code = int(fails(session, items))
    finally:
        os._exit(code)


def fails(session, items):
    for item, after in zip(items, [*items[1:], None], strict=True):
        # The time that others take of the processor says nothing about the mutant.
        signal.setitimer(signal.ITIMER_PROF, TEST_SECONDS)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            return True
    return False


def main():
    modules = sys.argv[1:]
    os.chdir(ROOT)
    since = perf_counter()
    jobs = int(os.environ.get("MUTANTS_JOBS", "2"))
    mutants = list(make(modules, jobs))
    selection = config().pytest_add_cli_args_test_selection + config().pytest_add_cli_args
    judge = Judge(mutants, jobs)
    # Any other traceback makes pytest parse a module with all its mutants, for each test that fails.
    with chdir("mutants"), silence():
        pytest.main(["-q", "--rootdir=.", "--tb=native", *selection], plugins=[judge])
    if not judge.found:
        sys.exit("Nothing was tried.")
    return tell(judge.found, modules, perf_counter() - since)


def make(modules, jobs):
    """Give the mutants of some modules, once their code is written and it is known which tests come by it."""
    if modules:
        # To write those of the others takes longer than to try those of a small module.
        config().only_mutate = [
            str(path) for path in walk_mutatable_files() if module_of(get_mutant_name(path, "")) in modules
        ] or sys.exit("There is no such module.")
    # What is left of an earlier run knows nothing of tests that have changed since.
    shutil.rmtree("mutants", ignore_errors=True)
    Path("mutants").mkdir()
    with silence():
        set_mutant_under_test("mutant_generation")
        copy_src_dir()
        copy_also_copy_files()
        setup_source_paths()
        create_mutants(jobs)
    set_mutant_under_test("stats")
    if PytestRunner().run_stats(tests=[]):
        sys.exit("The tests fail without any change.")
    set_mutant_under_test("")
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        for name in data.exit_code_by_key:
            yield Mutant(name, path)


def module_of(name):
    """Return the module that a mutant of this name changes, as arguments name it."""
    return name.removeprefix(f"{PACKAGE}.").rpartition(".")[0]


@contextmanager
def silence():
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        yield


def tell(found, modules, seconds):
    """Print what came of the mutants, and return 0 if few enough survive and each of them is explained."""
    print(table(found))
    left = [mutant for mutant, status in found.items() if status not in CAUGHT]
    share = 100 * len(left) / len(found)
    print(f"\n{len(left)} of {len(found)} survive, {share:.1f}%. This took {seconds / 60:.0f} minutes.\n")
    survivors = {(mutant.function, mutant.change) for mutant in left}
    tried = {mutant.function for mutant in found}
    explained = {key for key in explanations() if not modules or key[0] in tried}
    wrong = [f"Not explained in {EXPLAINED.name}:\n{entry(*key)}" for key in sorted(survivors - explained)]
    wrong += [f"Explained, but does not survive:\n{entry(*key)}" for key in sorted(explained - survivors)]
    if share > AT_MOST and not modules:
        wrong.append(f"More than {AT_MOST}% survive.")
    print("\n".join(wrong))
    return 1 if wrong else 0


def entry(function, change):
    """Return a mutant as the file of explanations has it, to be explained there."""
    return f"\n[[survivor]]\nfunction = \"{function}\"\nchange = '''\n{change}'''\nwhy = \"\"\n"


def explanations():
    """Give function and change of each mutant that is explained."""
    for survivor in tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))["survivor"]:
        if survivor["why"]:
            yield survivor["function"], survivor["change"]


def table(found):
    """Return what came of the mutants of each module as a table in Markdown."""
    tallies = {}
    for mutant, status in found.items():
        tallies.setdefault(f"`{mutant.module}`", Counter())[status] += 1
    tallies = dict(sorted(tallies.items())) | {"all": sum(tallies.values(), Counter())}
    lines = ["", f"| Module | Mutants | {' | '.join(STATUSES)} |", f"|{' --- |' * (len(STATUSES) + 2)}"]
    for module, tally in tallies.items():
        lines.append(f"| {module} | {tally.total()} | {' | '.join(str(tally[each]) for each in STATUSES)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
