"""Which data folder a command is about."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.paths import default_data_folder


def data_folder(arguments: argparse.Namespace) -> Path:
    """`--data DIR`, else `ANUMODON_DATA`, else the platform's place."""
    return arguments.data if arguments.data is not None else default_data_folder()
