"""Kernels that are forked from one warm process, in which everything a notebook needs is loaded already.

An ordinary kernel spends nearly all of a notebook's time on starting Python and importing libraries. Where the system
cannot fork, or where somebody asks for it, ordinary kernels make the same notebooks, and the same outputs.
"""

from nelscb.kernels.errand import Lost, errand, prepare
from nelscb.kernels.warm import (
    ADDRESS,
    ENGINE,
    ENVIRONMENT,
    MATRIX_THREADS,
    PLAIN,
    WARM,
    WarmProcess,
    can_fork,
    engine_of,
    is_warm,
    own_folder,
    temporary,
)

__all__ = [
    "ADDRESS", "ENGINE", "ENVIRONMENT", "MATRIX_THREADS", "PLAIN", "WARM", "Lost", "WarmProcess", "can_fork",
    "engine_of", "errand", "is_warm", "own_folder", "prepare", "temporary",
]  # fmt: skip
