"""The theme board as a component: what the browser gets, what it asks for, and the wiring between."""
