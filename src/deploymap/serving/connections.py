"""Connections that hold up nobody: what uvicorn leaves open without end is ended here."""

from __future__ import annotations

import asyncio
import socket

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 10  # seconds for a request to come, and for a connection to be idle
MOST_CONNECTIONS = 256


class Connection(H11Protocol):
    """A connection that ends when no whole head of a request comes.

    Where there are too many, the one ends that has waited longest for a request. uvicorn itself
    waits without end for the first request, and for one that has begun.
    """

    _waiting: asyncio.TimerHandle

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        # else what follows the head of an answer waits for a word of the other side, 40 ms
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._wait()
        found = [one for one in self.connections if isinstance(one, Connection)]
        open_ones = [one for one in found if not one.transport.is_closing()]
        if len(open_ones) > MOST_CONNECTIONS:
            idle = [one for one in open_ones if not one._waiting.cancelled()]
            min(idle, key=lambda one: one._waiting.when()).transport.close()

    def data_received(self, data: bytes) -> None:
        """Take what came; the time does not begin anew while a head comes in pieces."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._waiting.cancel()
        elif self._waiting.cancelled():
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        super().connection_lost(exc)
        self._waiting.cancel()

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(PATIENCE, self.transport.close)
