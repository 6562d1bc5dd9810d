"""`qualkit`: every command by name, each read from its own file only when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "new": "qualkit.cli.study:new",
    "transcribe": "qualkit.cli.transcribe:transcribe",
    "import": "qualkit.cli.exchange:import_",
    "interviews": "qualkit.cli.interviews:interviews",
    "cases": "qualkit.cli.interviews:cases",
    "withdraw": "qualkit.cli.withdraw:withdraw",
    "codebook": "qualkit.cli.codebook_commands:codebook",
    "undo": "qualkit.cli.study:undo",
    "redo": "qualkit.cli.study:redo",
    "saturation": "qualkit.cli.saturation:saturation",
    "themes": "qualkit.cli.themes_commands:themes",
    "retrieve": "qualkit.cli.retrieve:retrieve",
    "memos": "qualkit.cli.memos:memos",
    "export": "qualkit.cli.exchange:export",
    "check": "qualkit.cli.study:check",
    "backup": "qualkit.cli.study:backup",
    "doctor": "qualkit.cli.doctor:doctor",
    "app": "qualkit.cli.app:app",
    "demo": "qualkit.cli.demo:demo",
}
SUMMARIES = {
    "new": "Make a study folder.",
    "transcribe": "Turn recordings into transcripts with Whisper, on this computer.",
    "import": "Bring transcripts and coded tables into a study.",
    "interviews": "List the interviews.",
    "cases": "List the participants and their attributes.",
    "withdraw": "Destroy a participant's words, for good.",
    "codebook": "Show, change and version the codes.",
    "undo": "Take back your last act.",
    "redo": "Do again what you last took back.",
    "saturation": "New codes per interview, and the criteria in use for them.",
    "themes": "Suggested groupings of codes, and the themes you make of them.",
    "retrieve": "Look across a study: codes by participants, codes together, words.",
    "memos": "List, search and write memos: the reflexive journal.",
    "export": "Write the study for NVivo, a spreadsheet or another program.",
    "check": "Replay the journal and compare it with the study.",
    "backup": "Copy the study's database into its backups folder.",
    "doctor": "Say what is installed, which models are here, and what to do.",
    "app": "Open the workspace in the browser.",
    "demo": "Run the whole job on the example study.",
}


class LazyGroup(click.Group):
    """Reads a command's file when the command is asked for, so that help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, SUMMARIES[name]) for name in COMMANDS])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qualkit-workspace", prog_name="qualkit")
def qualkit() -> None:
    """From a folder of interview recordings to a thematic analysis, on your own computer.

    \b
    Example:
      qualkit new my-study --title "Night shifts" --language en
      qualkit transcribe recordings/ --study my-study
      qualkit app my-study
    """
