"""How jupyter_client gets a kernel from the warm process, and a kernel manager that asks for one."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from nelscb.kernels.warm import ADDRESS, ENGINE

LOST = -9  # as SIGKILL, which not every system names, where papermill must be able to load this too
"""The exit code of a kernel of which nobody can say how it ended: its warm process is gone, and so is it."""


class WarmProvisioner(KernelProvisionerBase):
    """A kernel that the warm process forks; over the line to it comes how the kernel ended."""

    process: int | None = None
    _line: socket.socket | None = None
    _ended: int | None = None

    @property
    def has_process(self) -> bool:
        """Whether there is a kernel that has not been waited for."""
        return self.process is not None

    async def pre_launch(self, **wanted: Any) -> dict[str, Any]:
        """Write the file that says where the kernel is to be found."""
        manager: Any = self.parent
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        arguments = ["-f", manager.connection_file, *wanted.pop("extra_arguments", [])]
        # Nobody asks such a kernel what was typed before, and a file of it would be shared by all.
        arguments.append("--HistoryManager.enabled=False")
        return await super().pre_launch(cmd=arguments, **wanted)

    async def launch_kernel(self, cmd: list[str], **wanted: Any) -> Any:
        """Ask the warm process for a kernel. Raises OSError where there is none."""
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(os.environ[ADDRESS])
            folder = Path(wanted.get("cwd") or ".").resolve()
            environment = dict(wanted["env"])
            asked = {"arguments": cmd, "folder": str(folder), "environment": environment, "nice": os.nice(0)}
            line.sendall(f"{json.dumps(asked)}\n".encode())
            told = line.makefile().readline()
            if not told:
                raise ConnectionError("the warm process forked no kernel")
        except BaseException:
            line.close()
            raise
        line.setblocking(False)
        self.process, self._line, self._ended = int(told), line, None
        return self.connection_info

    async def poll(self) -> int | None:
        """None while the kernel runs, else its exit code."""
        if self._ended is None and self._line is not None:
            try:
                told = self._line.recv(64)
            except BlockingIOError:
                return None
            except OSError:
                told = b""
            self._ended = int(told) if told.strip() else LOST
        return self._ended if self._line is not None else 0

    async def wait(self) -> int | None:
        """Wait for the kernel's end."""
        while await self.poll() is None:
            await asyncio.sleep(0.005)
        self.process = None
        return self._ended

    async def send_signal(self, signum: int) -> None:
        """Send the kernel, and what it started, a signal."""
        if self.process is not None and await self.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process, signum)

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002
        """End the kernel at once."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:  # noqa: ARG002
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:  # noqa: ARG002
        """Close the line; if the kernel still ran, the warm process ends it."""
        if self._line is not None:
            self._line.close()
            self._line = None


class WarmKernelManager(AsyncKernelManager):
    """A kernel manager whose kernels come from the warm process, whatever kernel a notebook names."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """A Python kernel of ours, of which no file has to be installed."""
        return KernelSpec(
            display_name="Python 3, warm", language="python",
            metadata={"kernel_provisioner": {"provisioner_name": ENGINE}},
        )  # fmt: skip
