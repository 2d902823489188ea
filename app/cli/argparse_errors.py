"""Reads argparse's error messages, so that they can be said in the person's language."""

from __future__ import annotations

import re
from collections.abc import Mapping

# By the name of the sentence: `error.cli.usage_NAME` of the catalogue, with the groups as its values.
_FORMS = {
    "required": r"the following arguments are required: (?P<names>.+)",
    "choice": r"argument (?P<name>[^:]+): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)",
    "unknown": r"unrecognized arguments: (?P<names>.+)",
    "value": r"argument (?P<name>[^:]+): expected (?:one|at least one) argument",
    "both": r"argument (?P<name>[^:]+): not allowed with argument (?P<other>.+)",
    "ambiguous": r"ambiguous option: (?P<name>\S+) could match (?P<names>.+)",
}


def parse_error(message: str, shown: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The name of the sentence for an error of argparse and its values, "" with the `message` for any other.

    `shown`: how arguments are written in the help whose names in our code argparse would tell.
    """
    for name, form in _FORMS.items():
        found = re.fullmatch(form, message, re.DOTALL)
        if found is None:
            continue
        values = {key: value.strip("'") for key, value in found.groupdict().items()}
        if "name" in values:
            values["name"] = shown.get(values["name"], values["name"])
        if name == "required":
            values["names"] = ", ".join(shown.get(one, one) for one in values["names"].split(", "))
        if name == "choice":
            values["choices"] = values["choices"].replace("'", "")
        return name, values
    return "", {"message": message}
