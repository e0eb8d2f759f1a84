"""One page: bytes in, rows out. Pure and deterministic: no clock, no disk (but packaged rules), no Prefect."""
