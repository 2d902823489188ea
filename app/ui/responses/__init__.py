"""The page of what citizens wrote: the list, one of them with its answer, and everything done about it."""
