"""Taguette's own acts on its own SQLite, timed. Run by benchmarks/journal.py with Taguette's own Python.

    python taguette_acts.py CODINGS REPEATS

Each act is what the handler in taguette/web/api.py does between request and answer, without the web server: the same
models, the same statements, the same command log, one commit.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import and_
from taguette import database, extract


def main(codings: int, repeats: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        db = database.connect(f"sqlite:///{Path(folder) / 'taguette.sqlite3'}")()
        document, tags = prepare(db, codings)
        adds = [timed(lambda n=n: add_highlight(db, document, n, tags[0])) for n in range(repeats)]
        merge = timed(lambda: merge_tags(db, document.project_id, tags[0], tags[1]))
    print(json.dumps({"code_a_passage_ms": sorted(adds)[len(adds) // 2] * 1000, "merge_s": merge}))


def timed(act: object) -> float:
    start = time.perf_counter()
    act()  # type: ignore[operator]
    return time.perf_counter() - start


def prepare(db: object, codings: int) -> tuple[object, list[object]]:
    """A project of one document with so many highlights, all of the first of two tags."""
    user = database.User(login="admin")
    project = database.Project(name="bench", description="")
    db.add_all([user, project])
    db.flush()
    db.add(database.ProjectMember(project=project, user=user, privileges=database.Privileges.ADMIN))
    text = "<p>" + "word " * 20_000 + "</p>"
    document = database.Document(
        name="d", description="", filename="d.txt", project=project, contents=text, text_direction="LEFT_TO_RIGHT"
    )
    tags = [database.Tag(project=project, path=name, description="") for name in ("from", "into")]
    db.add_all([document, *tags])
    db.flush()
    for n in range(codings):
        db.add(
            database.Highlight(
                id=n + 1, document=document, start_offset=n % 90_000, end_offset=n % 90_000 + 4, snippet="w"
            )
        )
    db.flush()
    rows = [{"highlight_id": n + 1, "tag_id": tags[0].id} for n in range(codings)]
    db.execute(database.highlight_tags.insert(), rows)
    db.commit()
    return document, tags


def add_highlight(db: object, document: object, n: int, tag: object) -> None:
    start = n * 5
    snippet = extract.extract(document.contents, start, start + 4)
    highlight = database.Highlight(document=document, start_offset=start, end_offset=start + 4, snippet=snippet)
    db.add(highlight)
    db.flush()
    db.execute(database.highlight_tags.insert(), [{"highlight_id": highlight.id, "tag_id": tag.id}])
    command = database.Command.highlight_add("admin", document, highlight, [tag.id])
    db.add(command)
    db.commit()
    db.refresh(command)


def merge_tags(db: object, project_id: int, source: object, into: object) -> None:
    links = database.highlight_tags
    there = db.query(links.c.highlight_id).filter(links.c.tag_id == into.id)
    db.execute(links.delete(and_(links.c.tag_id == source.id, links.c.highlight_id.in_(there))))
    db.execute(links.update().where(links.c.tag_id == source.id).values(tag_id=into.id))
    db.delete(source)
    command = database.Command.tag_merge("admin", project_id, source.id, into.id)
    db.add(command)
    db.commit()
    db.refresh(command)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
