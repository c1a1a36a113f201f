"""Two colleagues of a clinic and the files that they send each other, for the tests here."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from app.core.file_types import FileKind
from app.core.media_ports import ByteSource, FileNotDisplayable
from app.core.media_types import Glance, PixelFormat, PreparedPicture, Raster
from app.core.policy import Policy
from app.services.no_media import NoMedia
from tests.support.clinic import Clinic, Person
from tests.support.files import (
    content,
)

ANN, BEN, EVA = "Ann Arbor", "Ben Baker", "Eva Ester"
Scene = Callable[[Clinic, Person, Person], Awaitable[None]]


class Pictures(NoMedia):
    """Knows names that end in .jpg; makes them anew, unless they are broken."""

    async def glance(self, source: ByteSource, name: str) -> Glance:
        if not name.endswith(".jpg"):
            return await super().glance(source, name)
        raster = Raster(128, 100, PixelFormat.RGB888, bytes(range(256)) * 150)
        return Glance(
            FileKind.PICTURE.value, "image/jpeg", 4_000, 3_000, has_place=True, thumbnail=raster
        )

    async def prepare_picture(self, source: ByteSource, *, longest: int | None) -> PreparedPicture:
        if source.read(0, 6) == b"broken":
            raise FileNotDisplayable
        return PreparedPicture(f"clean {longest}".encode(), "image/png", 1_600, 1_200)


def play(tmp_path: Path, scene: Scene, policy: Policy | None = None) -> None:
    async def scenario(clinic: Clinic) -> None:
        ann, ben = clinic.invite(ANN), clinic.invite(BEN)
        for person in (ann, ben):
            person.access._ports = replace(person.access._ports, media=Pictures())
            person.access._opener._ports = person.access._ports
            if policy is not None:
                person.access._policy = policy
                person.access._opener._policy = policy
            await person.enrol()
        await ann.conversation_with(BEN)
        await ben.conversation_with(ANN)
        await scene(clinic, ann, ben)
        for person in clinic.people:
            await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def written(tmp_path: Path, size: int, name: str = "report.bin") -> tuple[Path, bytes]:
    path, data = tmp_path / name, content(size, name)
    path.write_bytes(data)
    return path, data
