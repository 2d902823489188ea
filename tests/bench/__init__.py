"""How fast the program is on this machine, each figure beside a bare baseline of the same run."""
