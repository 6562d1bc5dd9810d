"""The Transcript page's component: listen, read, correct, type; its wiring, and what a browser sends."""
