"""Many drafts chosen in the list: what each lacks, what may be approved of them, and verbs for all."""
