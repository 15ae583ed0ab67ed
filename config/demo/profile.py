"""What is told of invented people beside what matching reads: skills in a language, education.

All shares here are assumptions of the demo.
"""

from collections.abc import Sequence

from grunddata.enums import LanguageLevel
from kandidater.enums import EducationLevel, Mastery, Proof, Recognition
from kandidater.models import Candidate, CandidateEducation

from .draw import BATCH, Draw, Stream
from .people import NEWCOMER, Person

SKILLS_TOLD_SHARE = 0.4  # of those who have some Swedish
MASTERY_TOLD_SHARE = 0.6
# What is certified or shown on site is mastered further than what is only told.
MASTERIES: dict[str, dict[int, float]] = {
    Proof.OWN_WORD: {Mastery.TRIED: 3, Mastery.WITH_HELP: 4, Mastery.ALONE: 3},
    Proof.SHOWN: {Mastery.WITH_HELP: 3, Mastery.ALONE: 5, Mastery.TEACHES: 1},
    Proof.CERTIFIED: {Mastery.ALONE: 6, Mastery.TEACHES: 2},
}
EDUCATION_TOLD_SHARE = 0.7
LEVELS: dict[str, float] = {
    EducationLevel.COMPULSORY: 3,
    EducationLevel.UPPER_SECONDARY: 3,
    EducationLevel.VOCATIONAL: 3,
    EducationLevel.HIGHER_VOCATIONAL: 0.5,
    EducationLevel.UNIVERSITY: 1,
}
SUBJECTS: dict[str, tuple[str, ...]] = {
    EducationLevel.UPPER_SECONDARY: ("Bygg och anläggning", "Fordon och transport", "Samhälle"),
    EducationLevel.VOCATIONAL: ("Måleri", "El", "Omvårdnad", "Svets", "Restaurang"),
    EducationLevel.HIGHER_VOCATIONAL: ("Byggproduktion", "Elteknik"),
    EducationLevel.UNIVERSITY: ("Ekonomi", "Byggteknik", "Pedagogik"),
}
RECOGNITIONS: dict[str, float] = {
    Recognition.NO: 5,
    Recognition.ONGOING: 2,
    Recognition.YES: 2,
}
AGE_WHEN_DONE = {EducationLevel.COMPULSORY: 16, EducationLevel.UPPER_SECONDARY: 19}
USUAL_AGE_WHEN_DONE = 23


def skills_of(stream: Stream, language: str, level: int) -> dict[str, int]:
    """The four skills of some who are learning Swedish: the weaker oral one is the level."""
    if language != "sv" or not LanguageLevel.NONE < level < LanguageLevel.C2:
        return {}
    if not stream.chance(SKILLS_TOLD_SHARE):
        return {}
    weaker, stronger = (
        ("speaking", "listening") if stream.chance(0.7) else ("listening", "speaking")
    )
    return {
        weaker: level,
        stronger: level + stream.randint(0, 1),
        "reading": max(LanguageLevel.A1, level - stream.randint(0, 1)),
        "writing": max(LanguageLevel.A1, level - stream.randint(0, 2)),
    }


def mastery_of(stream: Stream, proof: str) -> int | None:
    told = stream.chance(MASTERY_TOLD_SHARE)
    return stream.choices(*zip(*MASTERIES[proof].items(), strict=True))[0] if told else None


def write_education(draw: Draw, pairs: Sequence[tuple[Candidate, Person]]) -> None:
    """One or two educations of most people; of newcomers some from abroad, never from where."""
    key, stream = draw.keys("education"), draw.stream("education")
    rows = []
    for row, person in pairs:
        if person.protected or not stream.chance(EDUCATION_TOLD_SHARE):
            continue
        abroad = NEWCOMER in person.target_groups
        for level in sorted({stream.one_of(LEVELS) for _ in range(stream.randint(1, 2))}):
            done = person.birth_date.year + AGE_WHEN_DONE.get(
                EducationLevel(level), USUAL_AGE_WHEN_DONE
            )
            rows.append(
                CandidateEducation(
                    id=key(),
                    candidate=row,
                    level=level,
                    subject=stream.choice(SUBJECTS.get(level, ("",))),
                    finished=done if done < draw.today.year else None,
                    recognition=stream.one_of(RECOGNITIONS) if abroad else "",
                    proof=Proof.CERTIFIED if stream.chance(0.4) else Proof.OWN_WORD,
                )
            )
    CandidateEducation.objects.bulk_create(rows, batch_size=BATCH)
