"""Four skills in a language, and the one level that matching reads.

On a site one must understand what is said and be understood; reading and writing are for courses
and papers. So where listening and speaking are both known the level is the lower of them. One of
them alone says nothing of the other: then the level is what was told, or else the careful reading
of the SFI course. Nothing is filled in that nobody has said (docs/decisions/0008).
"""

# In the order of CEFR's own grid.
SKILLS = ("listening", "speaking", "reading", "writing")


def level_of(
    *, listening: int | None, speaking: int | None, told: int | None, course: int | None
) -> int | None:
    """The level (CEFR 0-6) that follows; None when nothing says one. ``course``: what the SFI
    course leads to."""
    if listening is not None and speaking is not None:
        return min(listening, speaking)
    return course if told is None else told
