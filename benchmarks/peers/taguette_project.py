"""A Taguette project with one document, as JSON on standard input describes it. Run with Taguette's own Python.

    python taguette_project.py DATABASE < project.json     {"text", "codes": [name], "marks": [[start, end, name]]}

Each paragraph of the text becomes a <p>; positions are moved to Taguette's, which counts bytes of text without tags.
The text is ASCII, so that a byte is a character.
"""

from __future__ import annotations

import json
import sys
from html import escape

from taguette import database


def main(path: str) -> None:
    project = json.load(sys.stdin)
    db = database.connect(f"sqlite:///{path}")()
    user = db.query(database.User).filter_by(login="admin").one_or_none() or database.User(login="admin")
    study = database.Project(name="bench", description="")
    db.add_all([user, study])
    db.flush()
    db.add(database.ProjectMember(project=study, user=user, privileges=database.Privileges.ADMIN))
    tags = {name: database.Tag(project=study, path=name, description="") for name in project["codes"]}
    document = database.Document(
        name="Interview",
        description="",
        filename="interview.txt",
        project=study,
        contents=as_html(project["text"]),
        text_direction="LEFT_TO_RIGHT",
    )
    db.add_all([document, *tags.values()])
    db.flush()
    add_highlights(db, document, project, tags)
    db.commit()


def as_html(text: str) -> str:
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in text.strip().split("\n\n"))


def add_highlights(db: object, document: object, project: dict[str, object], tags: dict[str, object]) -> None:
    """Between paragraphs the study's text has an empty line, of which nothing is left here."""
    text = project["text"]
    rows = []
    for number, (start, end, name) in enumerate(project["marks"], start=1):
        moved = start - 2 * text.count("\n\n", 0, start)
        words = text[start:end].replace("\n\n", "")
        highlight = database.Highlight(
            id=number, document=document, start_offset=moved, end_offset=moved + len(words), snippet=escape(words)
        )
        db.add(highlight)
        rows.append({"highlight_id": number, "tag_id": tags[name].id})
    db.flush()
    db.execute(database.highlight_tags.insert(), rows)


if __name__ == "__main__":
    main(sys.argv[1])
