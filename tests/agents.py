"""Conversations with an agents' server, in memory. Not a test: tests build on it."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import anyio
from mcp.client import Client
from mcp.server import MCPServer
from mcp_types import CallToolResult, TextContent, TextResourceContents

T = TypeVar("T")


def talk(server: MCPServer[Any], what: Callable[[Client], Awaitable[T]], mode: str = "auto") -> T:
    """Return what a client of `server` hears."""

    async def main() -> T:
        async with Client(server, mode=mode) as client:
            return await what(client)

    return anyio.run(main)


def call(server: MCPServer[Any], tool: str, **arguments: object) -> CallToolResult:
    """Return what a tool reports."""
    return talk(server, lambda client: client.call_tool(tool, arguments))


def read(server: MCPServer[Any], uri: str) -> str:
    """Return the text of a resource."""
    (content,) = talk(server, lambda client: client.read_resource(uri)).contents
    assert isinstance(content, TextResourceContents)
    return content.text


def said(result: CallToolResult) -> str:
    """Return the one text of a result."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def texts(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a JSON document with the name of its field, from the top down."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from texts(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, field)
