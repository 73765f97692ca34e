"""A small standard in files, and ways to change it."""

STANDARD = """\
title: Small City Standard
short: Small
edition: First
publisher: Nobody
summary: Two practices to try things on.
practices: [alpha, beta]
levels:
  - id: bronze
    title: Bronze
    at_least: 50%
    seen:
      - points: 2
        note: One city got it with two.
        source: memo
  - id: silver
    title: Silver
    at_least: 4
core:
  rule: A1 must be met.
  source: memo
requirements:
  - id: outcome
    title: Outcome
    statement: Something gets better.
    notes: [Unclear how it is measured.]
    sources: [memo]
notes:
  - text: A remark.
    sources: [memo]
sources:
  memo:
    what: A council memo.
    url: https://example.org/memo
"""

ALPHA = """\
practice: A
title: Alpha
summary: The first.
criteria:
  - id: A1
    title: One
    core: true
    statement: >-
      A list says who does what,
      and it is dated.
    why: Nobody knows otherwise.
    need: 2
    checks:
      - id: written
        ask: Is it written down?
        if_not: Write it.
        watch_out: A chart is not a list.
        effort: 2.5
      - id: named
        ask: Is someone named?
        effort: 1
      - id: meets
        ask: Do they meet?
    documents:
      - id: charter
        what: The charter
        must_show: Names.
        fresh: From this year.
        max_age: 12 months
        optional: true
        effort: 0.5
    notes:
      - A note.
    examples:
      - city: Carlsbad, California
        year: 2024
        what: Showed a policy.
        source: memo
    resources:
      - title: A guide
        publisher: A press
        url: https://example.org/guide
    origin:
      statement: paraphrase
      checks: ours
      documents: ours
      sources: [memo]

  - id: A2
    title: Two
    statement: Data has owners.
    requires: [A1]
    contradicts: [A1.meets]
    weight: 2
"""

BETA = """\
practice: B
title: Beta
criteria:
  - id: 5.10
    title: Five ten
    statement: "no"
    documents:
      - id: plan
        what: A plan
        max_age: 2 weeks
      - id: log
        what: A log
        max_age: 1 year
  - id: B2
    title: Retired
    statement: Gone.
    status: retired
    replaces: [old:B2]
"""

TERMS = """\
terms:
  - term: charter
    meaning: A paper that says who does what.
    also: [charters]
    source: A dictionary
"""

EXAMPLES = """\
- given: {met: 2, core: met}
  expect: {level: bronze}
- given: {core: not met, not_met: [A1]}
  expect: {level: none, because: core A1, borderline: bronze}
"""

FILES = {
    "standard.yaml": STANDARD,
    "alpha.yaml": ALPHA,
    "beta.yaml": BETA,
    "terms.yaml": TERMS,
    "examples.yaml": EXAMPLES,
}


def written(folder, **changes):
    """Write the small standard into a folder; changed files by their stem, as text or bytes, None to leave one out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        content = changes.pop(name.removesuffix(".yaml"), text)
        if content is not None:
            _write(folder / name, content)
    for stem, content in changes.items():
        _write(folder / f"{stem}.yaml", content)
    return folder


def _write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
