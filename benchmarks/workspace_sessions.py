"""Many people at once: open Code pages without a browser, each coding a passage every five seconds."""

from __future__ import annotations

import asyncio
import json
import random
import time
from itertools import count
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from workspace_server import seconds_used

EVERY_S = 5.0
NUMBERS = count()
LOOK_S = 2.0
"""How often a page looks at what others did (exchange.js)."""


class Session:
    """One open Code page: its Streamlit session stays connected, and it sends and hears what `exchange.js` does."""

    def __init__(self, address: str) -> None:
        self.address = urlsplit(address)
        self.waits_ms: list[float] = []
        self.way: dict[str, Any] = {}
        self.rested = asyncio.Event()

    async def open(self) -> None:
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from websockets.asyncio.client import connect

        host = f"{self.address.hostname}:{self.address.port}"
        about: dict[str, Any] = {"subprotocols": ["streamlit"], "origin": f"http://{host}", "max_size": None}
        self.socket = await connect(f"ws://{host}/_stcore/stream", **about)
        self.hearing = asyncio.create_task(self.hear())
        message = BackMsg()
        message.rerun_script.page_name = "code"
        await self.socket.send(message.SerializeToString())
        await asyncio.wait_for(self.rested.wait(), 120)
        self.have = self.way["rev"]
        self.answers, self.asks = await asyncio.open_connection(self.address.hostname, self.address.port)

    async def hear(self) -> None:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        async for raw in self.socket:
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                self.rested.set()
            elif kind == "delta":
                self.meet(message.delta)

    def meet(self, delta: Any) -> None:
        """Keep where the messenger of the coding component says that acts go."""
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        if element.WhichOneof("type") == "bidi_component" and element.bidi_component.component_name.endswith(
            "exchange"
        ):
            self.way = json.loads(element.bidi_component.json)

    async def look(self, *ops: dict[str, Any]) -> dict[str, Any]:
        """Send acts, or none, and take the news."""
        body = json.dumps({"key": self.way["key"], "have": self.have, "ops": ops}).encode()
        head = f"POST /{self.way['address']} HTTP/1.1\r\nHost: {self.address.netloc}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.asks.write(head.encode() + body)
        told = (await self.answers.readuntil(b"\r\n\r\n")).decode().lower()
        status, _, fields = told.partition("\r\n")
        length = int(fields.partition("content-length: ")[2].partition("\r\n")[0])
        answer: dict[str, Any] = json.loads(await self.answers.readexactly(length))
        if " 200 " not in status:
            raise RuntimeError(f"{status}: {answer}")
        self.have = max([self.have, *(line[0] for line in answer["ops"])])
        return answer

    async def code(self, code_id: str, length: int) -> None:
        """One coding, from sent to settled by the server and heard of."""
        start = next(NUMBERS) * 37 % (length - 60)  # nobody codes what somebody coded so before
        op = {"t": "code", "act_id": str(uuid4()), "segment_id": str(uuid4()), "coding_id": str(uuid4())}
        op |= {"start": start, "end": start + 55, "code_id": code_id}
        began = time.perf_counter()
        answer = await self.look(op)
        if op["act_id"] not in answer["settled"] or answer["refused"]:
            raise RuntimeError(f"a coding was not taken: {answer['refused']}")
        self.waits_ms.append((time.perf_counter() - began) * 1000)

    async def work(self, code_id: str, length: int, *, until: float) -> None:
        """Code every five seconds and look every two, beginning at a moment of one's own."""
        await asyncio.sleep(random.random() * EVERY_S)
        while time.perf_counter() < until:
            began = time.perf_counter()
            await self.code(code_id, length)
            for look in (1, 2):
                await asyncio.sleep(max(0.0, began + look * LOOK_S - time.perf_counter()))
                await self.look()
            await asyncio.sleep(max(0.0, began + EVERY_S - time.perf_counter()))

    async def close(self) -> None:
        self.hearing.cancel()
        self.asks.close()
        await self.socket.close()


async def together(
    address: str, pid: int, code_id: str, length: int, *, sessions: int, seconds: float
) -> dict[str, float]:
    """Median and 95th percentile of a coding's way there and back, and the share of a core that the server takes."""
    found = [Session(address) for _ in range(sessions)]
    for one in found:
        await one.open()
    used, began = seconds_used(pid), time.perf_counter()
    await asyncio.gather(*(one.work(code_id, length, until=began + seconds) for one in found))
    share = (seconds_used(pid) - used) / (time.perf_counter() - began)
    waits = sorted(wait for one in found for wait in one.waits_ms)
    for one in found:
        await one.close()
    at = {"codings": len(waits), "median": waits[len(waits) // 2], "p95": waits[int(len(waits) * 0.95)]}
    return at | {"share": share * 100}


def many_at_once(
    address: str, pid: int, code_id: str, length: int, *, sessions: int, seconds: float
) -> dict[str, float]:
    return asyncio.run(together(address, pid, code_id, length, sessions=sessions, seconds=seconds))
