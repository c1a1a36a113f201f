"""Use cases, asyncio and no Qt, depending only on core.ports and crypto."""
