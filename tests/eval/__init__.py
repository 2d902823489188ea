"""How often the checks miss and how often they cry wolf, on real texts and photographs."""

import os

# Before anything imports keyring: measuring must not leave a signing key in the developer's own.
if "ANUMODON_TEST_KEYRING" not in os.environ:
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
