"""The thematic map as a component: boxes that are dragged, and the wiring between browser and journal."""
