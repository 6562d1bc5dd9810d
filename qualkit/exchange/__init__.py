"""Files in and out: transcripts, coded tables, NVivo, REFI-QDA, spreadsheets."""
