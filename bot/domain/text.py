"""Measuring text."""


def utf16_length(text: str) -> int:
    """Return the text's length as Discord counts it: in UTF-16 units, so that most emoji count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
