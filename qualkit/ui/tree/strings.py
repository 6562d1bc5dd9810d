"""What the tree of codes says: the one place for its words; what stands in braces is filled in by the browser."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, Any] = {
    "tree": "Codes. Arrow keys move; a question mark lists the keys.",
    "filter": "Filter …",
    "menu": "What can be done with the code",
    "counts": "{quotes} quotes in {interviews} interviews",
    "total": "{quotes} with the codes under it",
    "in_interviews": "in {interviews}",
    "none": "No code of these letters.",
    "found": "{n} shown",
    "picked": "{n} chosen",
    "codes": "{n} codes",
    "onto": "{what} on “{name}”",
    "move_under": "Move under “{name}”",
    "move_told": "It keeps its quotes, and the codes under it come along.",
    "merge_into": "Merge into “{name}”",
    "counting": "Looking at what would follow …",
    "why": "Why (optional)",
    "why_needed": "Why?",
    "cancel": "Leave as it is",
    "close": "Close",
    "find": "Find a code …",
    "top": "the top of the tree",
    "to_top": "Drop here: to the top of the tree",
    "merge_what": "Merge {what} into",
    "move_what": "Move {what} under",
    "merge_all": "Merge into …",
    "move_all": "Move to …",
    "compare": "Compare side by side",
    "clear": "Let go",
    "rename": "Rename",
    "new_name": "New name",
    "move_to": "Move to …",
    "merge_with": "Merge into …",
    "promote": "Make it a category",
    "new_here": "New code under it",
    "new_under": "New code under “{name}”",
    "new_code": "New code",
    "name": "Name",
    "make": "Make the code",
    "retire_it": "Retire …",
    "retire_what": "Retire “{name}”",
    "retire": "Retire",
    "retire_told": "Its codings stay readable, and it can be restored at any time.",
    "undo": "Undo: {act}",
    "redo": "Redo",
    "keys": "Keys",
    "key_list": [
        ["↑ ↓", "go from code to code; with Shift choose several"],
        ["→ ←", "unfold and fold; into a code and back"],
        ["Enter", "open the code"],
        ["Space", "choose it together with others"],
        ["F2", "rename"],
        ["M", "merge into another code, after a look at what will follow"],
        ["T", "move to another place"],
        ["N", "new code under it"],
        ["P", "make it a category"],
        ["Del", "retire"],
        ["/", "filter"],
        ["Ctrl+Z", "undo; with Shift redo"],
        ["Shift+F10", "everything that can be done with it"],
        ["Esc", "let go"],
    ],
}


def counted(n: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 quote", "3 quotes"."""
    return f"{n} {one if n == 1 else many or f'{one}s'}"
