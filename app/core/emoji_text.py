"""Which texts are one emoji, or nothing but a few and so are drawn large (UTS 51, section 1.4).

The shape of sequences is judged, not their presence in a list, so that emoji of later years count.
"""

from __future__ import annotations

import re

_MODIFIER = "[\U0001f3fb-\U0001f3ff]"
_TAGS = "[\U000e0020-\U000e007e]+\U000e007f"
# What is drawn as a picture by itself, and what is so only with U+FE0F after it.
_BY_ITSELF = (
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    "\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705"
    "\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50"
    "\u2b55\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201\U0001f21a\U0001f22f"
    "\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251\U0001f300-\U0001f64f"
    "\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7ff\U0001f90c-\U0001f9ff\U0001fa70-\U0001faff]"
)
_WITH_SELECTOR = "[©®\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
_WITH_SELECTOR += "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_ELEMENT = (
    f"(?:{_WITH_SELECTOR}\ufe0f\u20e3?|(?:{_BY_ITSELF}|{_WITH_SELECTOR}(?={_MODIFIER}))"
    f"(?:{_MODIFIER}|\ufe0f)?(?:{_TAGS})?)"
)
_JOINED = f"(?:{_BY_ITSELF}{_MODIFIER}?|{_WITH_SELECTOR}(?:{_MODIFIER}|\ufe0f)?)\ufe0f?"
_EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_ELEMENT}(?:\u200d{_JOINED}){{0,8}}"
)
MAX_LARGE = 3
_LONGEST = 3 * 40
"""Characters; no sequence in use has more than fifteen."""


def is_one_emoji(text: str) -> bool:
    """Whether `text` is one emoji sequence and nothing else; the selector may be left out."""
    return _EMOJI.fullmatch(text if len(text) != 1 else text + "\ufe0f") is not None


def few_emoji(text: str) -> int:
    """How many emoji (1 to 3) `text` consists of; 0 when it is anything else."""
    text = text.strip()
    if not text or len(text) > _LONGEST or text.isascii():
        return 0
    count = position = 0
    while position < len(text):
        match = _EMOJI.match(text, position)
        if match is None or count == MAX_LARGE:
            return 0
        count += 1
        position = match.end()
        while position < len(text) and text[position] in " \u00a0":
            position += 1
    return count
