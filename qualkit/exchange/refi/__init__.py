"""REFI-QDA, the exchange standard of the programs for qualitative analysis: projects (.qdpx) and codebooks (.qdc)."""
