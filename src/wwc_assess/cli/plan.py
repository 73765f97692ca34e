"""The plan: the cheapest way to a level, and accepting it."""

# The help of a command says what it does, and click passes every option by its name.
# ruff: noqa: D103, PLR0913, PLR0917

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wwc_assess.acceptance import accept as accept_jobs
from wwc_assess.acceptance import days_of, replacing, starting
from wwc_assess.cli.output import is_terminal, put, put_entry, put_json, put_table, put_text, say
from wwc_assess.cli.params import DAY, Place, json_option, today_option
from wwc_assess.errors import InputError
from wwc_assess.readiness.model import TallyName
from wwc_assess.readiness.plan import make_plan
from wwc_assess.readiness.sentences import TALLY_WORDS, day_figure, level_title, person_days
from wwc_assess.report import phrases
from wwc_assess.report.facts_work import plan_facts
from wwc_assess.report.plan import remarks, runner_up
from wwc_assess.text import one_line
from wwc_assess.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from wwc_assess.acceptance import Accepted
    from wwc_assess.readiness.plan import Job, Plan
    from wwc_assess.records.model import Records
    from wwc_assess.standard.model import Standard


class _Days(click.ParamType):  # type: ignore[type-arg]  # generic in the newest click only
    """A number of person-days, written like 2.5."""

    name = "DAYS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        try:
            return days_of(str(value))
        except InputError as error:
            self.fail(str(error), param, ctx)


@click.command(
    short_help=_("Find the cheapest way to a level."),
    help=_(
        "Find the criteria that reach a level with the least person-days, in the order to do them, what each of them"
        " brings, and the next best way. Without --to it is the next level. The exit code is 1 where no work reaches it."
        "\n\nWith --accept the criteria get due dates, also where they had one, and --owner takes those that nobody has"
        " taken; one undo takes both back."
        "\n\n\b\nExamples:\n  wwc-assess plan\n  wwc-assess plan --to gold --tally claimed\n"
        "  wwc-assess plan --accept --start 2026-12-01 --per-week 2.5 --owner Ann"
    ),
)
@click.option("--to", metavar="LEVEL", help=_("Which level, such as gold."))
@click.option(
    "--tally",
    type=click.Choice([TallyName.CLAIMED.value, TallyName.PROVEN.value]),
    default=TallyName.PROVEN.value,
    help=_("To have it claimed, or proven with documents, as without this option."),
)
@click.option("--accept", is_flag=True, help=_("Write due dates, and owners where there are none."))
@click.option("--start", type=DAY, help=_("With --accept: the day on which the work begins, today or later."))
@click.option("--per-week", type=_Days(), help=_("With --accept: person-days that a week has room for."))
@click.option(
    "--owner", metavar="NAME", default="", help=_("With --accept: who takes what nobody has taken.")
)
@json_option
@today_option
@click.pass_obj
def plan(
    place: Place,
    to: str | None,
    tally: str,
    start: date | None,
    per_week: Decimal | None,
    owner: str,
    today: date,
    *,
    accept: bool,
    as_json: bool,
) -> int:
    if not accept and (start or per_week or owner):
        raise click.UsageError(_("--start, --per-week and --owner go with --accept."))
    if accept and not (start and per_week):
        raise click.UsageError(_("--accept needs --start and --per-week."))
    if start:
        starting(start, today)
    with place.open(read_only=not accept) as session:
        standard, records = session.standard, session.records()
        readiness = session.readiness(records, today)
        made = make_plan(standard, records, readiness, to=to, tally=TallyName(tally))
        if as_json:
            put_json(plan_facts(made))
        else:
            _put_plan(standard, records, made)
            if not accept and (told := _already_due(records, made)):
                put_text(told)
        if start and per_week and made.jobs:
            accepted = accept_jobs(
                session, records, made.jobs, start=start, days_per_week=per_week, owner=owner
            )
            for line in _told(accepted):
                say(line)
            if told := replacing(records, ((each.criterion, each.due) for each in accepted)):
                say(f"{told} {_('wwc-assess undo takes it all back.')}")
    return 0 if made.feasible else 1


def _put_plan(standard: Standard, records: Records, made: Plan) -> None:
    if not made.jobs:
        put_text(made.reason)
        return
    put(
        ngettext(
            "{level}, {tally}: {count} more criterion, {days}",
            "{level}, {tally}: {count} more criteria, {days}",
            len(made.jobs),
        ).format(
            level=level_title(standard, made.to),
            tally=TALLY_WORDS[made.tally].lower(),
            count=len(made.jobs),
            days=person_days(made.cost),
        )
    )
    put("")
    _put_jobs(standard, records, made)
    put("")
    if made.runner_up:
        put_text(runner_up(standard, made, made.runner_up))
    if told := " ".join(remarks(made)):
        put_text(told)


def _already_due(records: Records, made: Plan) -> str:
    """Return how many criteria of the plan have a due date, as a sentence; empty where none."""
    count = sum(records.of(job.criterion).due is not None for job in made.jobs)
    if not count:
        return ""
    return ngettext(
        "{count} criterion has a due date already; --accept replaces it.",
        "{count} criteria have due dates already; --accept replaces them.",
        count,
    ).format(count=count)


def _put_jobs(standard: Standard, records: Records, made: Plan) -> None:
    if is_terminal():
        for job, bought in zip(made.jobs, made.marginal, strict=True):
            reaches = _("reaches {level}").format(level=level_title(standard, bought.reaches))
            facts = (person_days(job.cost), _owner(records, job), reaches if bought.reaches else "")
            put_entry(
                f"{job.criterion} {standard.by_id[job.criterion].title}",
                " · ".join(filter(None, facts)),
                phrases.doing(job.steps[0]),
            )
        return
    put_table(
        [_("Criterion"), "", _("Person-days"), _("First"), _("Owner"), _("Reaches")],
        _rows(standard, records, made),
        numbers=[2],
    )


def _owner(records: Records, job: Job) -> str:
    return one_line(records.of(job.criterion).owner) or _("nobody yet")


def _rows(standard: Standard, records: Records, made: Plan) -> Iterator[tuple[object, ...]]:
    for job, bought in zip(made.jobs, made.marginal, strict=True):
        yield (
            job.criterion,
            standard.by_id[job.criterion].title,
            day_figure(job.cost),
            phrases.doing(job.steps[0]),
            _owner(records, job),
            level_title(standard, bought.reaches) if bought.reaches else "",
        )


def _told(accepted: list[Accepted]) -> Iterator[str]:
    """Give what was written, one line for each criterion."""
    for each in accepted:
        yield (
            _("{criterion}: due {due}, owner {owner}")
            if each.owner
            else _("{criterion}: due {due}, owner nobody yet")
        ).format(criterion=each.criterion, due=each.due, owner=each.owner)
