"""The archive page: what was approved and what of it is out; export, verification, the record's audit."""
