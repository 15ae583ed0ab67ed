"""Text a spreadsheet program will not run as a formula (OWASP, CSV injection)."""

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """The text, behind an apostrophe when it begins as a formula does."""
    return f"'{text}" if _runs(text) else text


def plain(text: str) -> str:
    """The text without the apostrophe ``neutral`` put there, so that our files can be read back."""
    return text[1:] if text.startswith("'") and _runs(text[1:]) else text


def _runs(text: str) -> bool:
    return text.lstrip(" ").startswith(_RUNS)
