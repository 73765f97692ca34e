"""The errors a person can cause or mend, each with one sentence and a next step."""


class AssessError(Exception):
    """Base of all errors that are told to a person instead of shown as a traceback.

    Args:
        sentence: What went wrong, one sentence in the person's words.
        next_step: What to do now, one sentence; empty where the first sentence says it.
    """

    exit_code = 2
    """What a command exits with (`product.md`, the command line): 2 bad input, 3 a conflict for a person."""

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".strip()


class InputError(AssessError):
    """Something typed or passed in cannot be used: a reference, a value, a date, a path."""


class WorkspaceError(AssessError):
    """The workspace is missing, cannot be made or cannot be written."""


class StoreError(AssessError):
    """The database cannot be read or written: damaged, foreign, newer, locked, full, read-only."""


class ConflictError(AssessError):
    """Somebody else changed the same thing first; a person must choose."""

    exit_code = 3
