"""What the viewer of DICOM images says: distances, windows, hints, and what cannot be shown."""

from __future__ import annotations

from app.core.media_types import DicomInfo, WindowPreset
from app.ui.formats import translate
from app.ui.text import inline
from app.ui.viewers.dicom_canvas import Tool
from app.ui.viewers.fact_words import spoken
from app.ui.viewers.measuring import Measurement

_WHOLE_NUMBERS = 20
"""Width of a window from which on nobody sees a fraction."""


def length(line: Measurement, info: DicomInfo) -> str:
    """12.3 mm, or 45 px where millimetres are not known."""
    millimetres = line.millimetres(info)
    if millimetres is None:
        return translate("Dicom", "{number} px").format(number=f"{line.pixels(info):.0f}")
    return translate("Dicom", "{number} mm").format(number=f"{millimetres:.1f}")


def hint(info: DicomInfo, tool: Tool) -> str:
    """What the hand and the keys do now."""
    if tool is Tool.MEASURE:
        return translate(
            "Dicom",
            "Drag to measure, or move the cross with the arrow keys and press Enter at both "
            "ends. Del deletes.",
        )
    if not info.grey:
        return translate("Dicom", "Drag to move. The wheel with Ctrl zooms.")
    if tool is Tool.MOVE:
        return translate("Dicom", "Drag to move. Drag with the right button for brightness.")
    return translate("Dicom", "Drag up for brighter, to the side for contrast. Keys: [ ] and , .")


def note(info: DicomInfo) -> str:
    """What is to be known of distances; empty for nothing."""
    if info.spacing_mm is None:
        return translate(
            "Dicom", "The file does not say how large pixels are: distances are in pixels."
        )
    return spoken(info.spacing_note)


def window(centre: float, width: float) -> str:
    """As radiographers write it: centre (level) and width, whole numbers where they are large."""
    fine = 0 if abs(width) >= _WHOLE_NUMBERS else 3
    return translate("Dicom", "C {centre} W {width}").format(
        centre=f"{round(centre, fine):.6g}", width=f"{round(width, fine):.6g}"
    )


def preset(preset: WindowPreset) -> str:
    """A window by its name, with its numbers where it has some."""
    if preset.width <= 0:
        return spoken(preset.name)
    return f"{spoken(preset.name)} ({window(preset.centre, preset.width)})"


def problem(info: DicomInfo) -> tuple[str, str]:
    """Heading and text for a file whose pixels cannot be shown."""
    heading = translate("Dicom", "The image cannot be shown")
    if info.problem == "transfer-syntax":
        text = translate(
            "Dicom",
            "Its pixels are stored as “{syntax}”, which Curbside cannot decode. Save the file and "
            "open it in your viewer for medical images.",
        ).format(syntax=inline(info.transfer_syntax))
    elif info.problem == "too-large":
        text = translate("Dicom", "It is larger than Curbside shows. You can still save it.")
    elif info.problem == "no-image":
        text = translate(
            "Dicom", "The file has no image, only what is said above. You can still save it."
        )
    else:
        text = translate(
            "Dicom", "Its pixels are damaged or incomplete. Ask for the file to be sent again."
        )
    return heading, text
