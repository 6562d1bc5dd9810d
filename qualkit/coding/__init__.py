"""Open coding: codes, marked passages, codings, the codebook and its versions."""
