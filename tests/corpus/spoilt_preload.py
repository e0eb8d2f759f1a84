"""Loaded by Dask workers of tests (`dask worker --preload spoilt_preload`): they obey pages that kill or sleep."""

import spoilt_cleaning

from flows.corpus import pool

vars(pool)["clean_batch"] = spoilt_cleaning.clean_batch
