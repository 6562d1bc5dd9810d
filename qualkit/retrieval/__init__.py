"""Looking across a study: codes by participants and attributes, codes that stand together, words."""
