"""The arguments that make the program's own executable run as a decoder process, by module."""

ARGUMENTS = {"worker": "--decoder-worker", "clip_worker": "--clip-worker"}
