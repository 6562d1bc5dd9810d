"""The coding component: a transcript that is read, selected and coded in the browser, kept in step with the journal."""
