"""Many people at once: sessions that speak Streamlit's own protocol, each coding a passage every five seconds."""

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
"""How often a page looks at what others did (`run_every` of the fragment)."""


class Session:
    """One open Code page without a browser: it gets what a browser gets, and sends what a browser sends."""

    def __init__(self, address: str) -> None:
        self.address = urlsplit(address)
        self.waits_ms: list[float] = []
        self.exchange = self.fragment = self.page = ""
        self.data: dict[str, Any] = {}
        self.rested = asyncio.Event()

    async def open(self) -> None:
        from websockets.asyncio.client import connect

        host = f"{self.address.hostname}:{self.address.port}"
        about: dict[str, Any] = {"subprotocols": ["streamlit"], "origin": f"http://{host}", "max_size": None}
        self.socket = await connect(f"ws://{host}/_stcore/stream", **about)
        self.hearing = asyncio.create_task(self.hear())
        from streamlit.proto.BackMsg_pb2 import BackMsg

        message = BackMsg()
        message.rerun_script.page_name = "code"
        await self.send(message)

    async def send(self, message: Any) -> None:
        """Send, and wait until the run that it caused has ended."""
        self.rested.clear()
        await self.socket.send(message.SerializeToString())
        await asyncio.wait_for(self.rested.wait(), 120)

    async def hear(self) -> None:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        async for raw in self.socket:
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.page = message.new_session.page_script_hash
            elif kind == "script_finished":
                self.rested.set()
            elif kind == "delta":
                self.meet(message.delta)

    def meet(self, delta: Any) -> None:
        """Keep what the messenger of the coding component says."""
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        if element.WhichOneof("type") == "bidi_component" and element.bidi_component.component_name.endswith(
            "exchange"
        ):
            self.exchange, self.fragment = element.bidi_component.id, delta.fragment_id
            self.data = json.loads(element.bidi_component.json or "{}")

    def rerun(self, outbox: dict[str, Any] | None = None) -> Any:
        from streamlit.proto.BackMsg_pb2 import BackMsg

        message = BackMsg()
        asked = message.rerun_script
        asked.page_script_hash, asked.fragment_id = self.page, self.fragment
        if outbox:
            widget = asked.widget_states.widgets.add()
            widget.id, widget.json_value = self.exchange, json.dumps({"outbox": outbox})
        else:
            asked.is_auto_rerun = True
        return message

    async def code(self, code_id: str, length: int) -> None:
        """One coding, from sent to settled by the server and heard of."""
        start = next(NUMBERS) * 37 % (length - 60)  # nobody codes what somebody coded so before
        op = {"t": "code", "act_id": str(uuid4()), "segment_id": str(uuid4()), "coding_id": str(uuid4())}
        op |= {"start": start, "end": start + 55, "code_id": code_id}
        began = time.perf_counter()
        have = max([self.data.get("since", 0), *(line[0] for line in self.data.get("ops", []))])
        await self.send(self.rerun({"key": self.data["key"], "have": have, "ops": [op], "tries": 1}))
        if op["act_id"] not in self.data["settled"] or self.data["refused"]:
            raise RuntimeError(f"a coding was not taken: {self.data['refused']}")
        self.waits_ms.append((time.perf_counter() - began) * 1000)

    async def work(self, code_id: str, length: int, *, until: float) -> None:
        """Code every five seconds and look every two, beginning at a moment of one's own."""
        await asyncio.sleep(random.random() * EVERY_S)
        while time.perf_counter() < until:
            began = time.perf_counter()
            await self.code(code_id, length)
            for look in (1, 2):
                await asyncio.sleep(max(0.0, began + look * LOOK_S - time.perf_counter()))
                await self.send(self.rerun())
            await asyncio.sleep(max(0.0, began + EVERY_S - time.perf_counter()))


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
        one.hearing.cancel()
        await one.socket.close()
    at = {"codings": len(waits), "median": waits[len(waits) // 2], "p95": waits[int(len(waits) * 0.95)]}
    return at | {"share": share * 100}


def many_at_once(
    address: str, pid: int, code_id: str, length: int, *, sessions: int, seconds: float
) -> dict[str, float]:
    return asyncio.run(together(address, pid, code_id, length, sessions=sessions, seconds=seconds))
