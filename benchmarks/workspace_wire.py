"""What crosses the wire: a proxy on this computer that hands everything on and counts it."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Wire(socketserver.ThreadingTCPServer):
    """Bytes both ways since the proxy began; `websocket` are those of connections that became one."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.target = urlsplit(target)
        # the server accepts a websocket only from the address that it is at itself
        self.own, self.meant = f"127.0.0.1:{self.server_address[1]}".encode(), self.target.netloc.encode()
        self.websocket = 0
        self.other = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Connection(socketserver.BaseRequestHandler):
    """One connection of the browser's, and the one to the server that belongs to it."""

    server: Wire

    def handle(self) -> None:
        self.upgraded = False
        with socket.create_connection((self.server.target.hostname, self.server.target.port)) as there:
            back = threading.Thread(target=self.hand_on, args=(there, self.request), daemon=True)
            back.start()
            self.hand_on(self.request, there)
            back.join()

    def hand_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):  # the browser, or the server, left in the middle of something
            while data := source.recv(1 << 16):
                self.upgraded = self.upgraded or b"upgrade: websocket" in data.lower()
                if self.upgraded:
                    self.server.websocket += len(data)
                else:
                    self.server.other += len(data)
                target.sendall(data.replace(self.server.own, self.server.meant))
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@contextmanager
def counted(target: str) -> Iterator[Wire]:
    """The server at `target`, reached through a proxy that counts."""
    with Wire(target) as wire:
        threading.Thread(target=wire.serve_forever, daemon=True).start()
        yield wire
        wire.shutdown()
