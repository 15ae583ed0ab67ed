"""Text a spreadsheet program will not run as a formula (OWASP, CSV injection)."""

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """The text, behind an apostrophe when it begins as a formula does."""
    return f"'{text}" if text.startswith(_RUNS) else text


def plain(text: str) -> str:
    """The text without the apostrophe ``neutral`` put there, so that our files can be read back."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_RUNS) else text
