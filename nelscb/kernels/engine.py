"""The papermill engine on warm kernels."""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine

from nelscb.kernels.provisioner import WarmKernelManager


class WarmEngine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own engine, with kernels from the warm process at ``NELSCB_WARM_KERNELS``."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **wanted: Any) -> Any:
        """Execute one notebook."""
        return super().execute_managed_notebook(nb_man, kernel_name, kernel_manager_class=WarmKernelManager, **wanted)
