"""What can go wrong, by name."""

# Stats.message where that is what ended the search
OUT_OF_MEMORY = "Minnet räckte inte till."
NO_SOLVER = "Ingen lösare är installerad."


class ProblemError(ValueError):
    """The problem cannot be used as it stands.

    `code` is a stable English word (`duplicate_id`, `unknown_reference`, `not_a_number`, ...),
    `item` names the faulty thing (`needs[n1].site`), `sentence_sv` says it in Swedish.
    """

    def __init__(self, code: str, item: str, sentence_sv: str) -> None:
        self.code = code
        self.item = item
        self.sentence_sv = sentence_sv
        super().__init__(f"{item}: {sentence_sv} [{code}]")


class PlanError(RuntimeError):
    """The independent verifier found a broken rule in a plan: a fault in the optimiser itself."""
