"""The practice environment's accounts: one per role, one password, nobody real.

``.example`` is reserved (RFC 2606), so no letter to these addresses can reach anybody.
"""

from dataclasses import dataclass

from .enums import Role

# No secret: it opens only accounts of made-up people, and only where the demo data is loaded.
DEMO_PASSWORD = "ovning-byggvagen-2026"  # noqa: S105


@dataclass(frozen=True)
class DemoAccount:
    email: str
    role: Role
    first_name: str
    last_name: str
    description: str

    @property
    def label(self) -> str:
        return self.role.label

    @property
    def password(self) -> str:
        return DEMO_PASSWORD


DEMO_ACCOUNTS = (
    DemoAccount(
        "samordnare@demo.byggvagen.example",
        Role.COORDINATOR,
        "Karin",
        "Övning",
        "Granskar förslag, godkänner och kör optimeringen.",
    ),
    DemoAccount(
        "jobbcoach@demo.byggvagen.example",
        Role.COACH,
        "Sara",
        "Övning",
        "Registrerar deltagare och följer deras väg.",
    ),
    DemoAccount(
        "foretag@demo.byggvagen.example",
        Role.COMPANY,
        "Johan",
        "Övning",
        "Lägger upp behov och svarar på förslag.",
    ),
    DemoAccount(
        "deltagare@demo.byggvagen.example",
        Role.CANDIDATE,
        "Amina",
        "Övning",
        "Ser sin egen väg och säger ja eller nej.",
    ),
    DemoAccount(
        "granskare@demo.byggvagen.example",
        Role.AUDITOR,
        "Elin",
        "Övning",
        "Läser loggen över vem som gjort och sett vad.",
    ),
    DemoAccount(
        "admin@demo.byggvagen.example",
        Role.ADMIN,
        "Peter",
        "Övning",
        "Sköter konton och läser loggen.",
    ),
)
