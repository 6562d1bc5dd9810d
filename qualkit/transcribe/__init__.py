"""From recordings to transcripts, on this computer: what is read, where speech is, what was said, how it is written.

In the order of the work: `recordings` (which files) -> `weights` (which model) -> `batch` (one process per core, a
manifest) -> `listen` (one recording: `audio` -> `levels`, `speech` -> `windows` -> an engine -> `utterances`) ->
`formats`. `actions.transcribe` is all of it, into a folder or into a study.
"""
