"""DICOM images: every value where it belongs, every transfer syntax or a word about it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core import media_words as words
from app.core.file_types import FileKind
from app.core.media_types import DicomInfo, PixelFormat, Raster, View
from app.media.decoder import NotSupported, NotThisKind
from app.media.decoders.dicom_image import DicomImage
from tests.support.dicom_files import SHIPPED, made, opened, real

FULL = View(4_096, 4_096)


def image(data: bytes) -> DicomImage:
    decoder = opened(data)
    assert isinstance(decoder, DicomImage)
    return decoder


def grey(raster: Raster) -> NDArray[np.uint8]:
    assert raster.format is PixelFormat.GRAY8
    return np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width)


def own_size(decoder: DicomImage, **view: object) -> NDArray[np.uint8]:
    info = decoder.info
    return grey(decoder.render(View(info.columns, info.rows, **view)))


RAMP = np.arange(256, dtype="<i2").reshape(16, 16)


def test_the_linear_window_maps_exactly_as_the_standard_says() -> None:
    """PS3.3 C.11.2.1.2: y = ((x - (c - 0.5)) / (w - 1) + 0.5) * 255."""
    shown = own_size(image(made(RAMP)), centre=100.0, window=51.0)
    for value in range(256):
        wanted = min(max(((value - 99.5) / 50 + 0.5) * 255, 0), 255)
        assert shown[divmod(value, 16)] == round(wanted)


def test_eight_bits_without_a_window_are_shown_as_they_are() -> None:
    pixels = np.arange(256, dtype="u1").reshape(16, 16)
    decoder = image(made(pixels, Modality="US", RescaleSlope=None, RescaleIntercept=None))
    assert np.array_equal(own_size(decoder), pixels)


def test_hounsfield_units_under_the_cursor() -> None:
    decoder = image(made(RAMP, RescaleSlope=2, RescaleIntercept=-1024))
    assert decoder.info.value_unit == "HU"
    assert decoder.value_at(0, 3, 2) == (2 * 16 + 3) * 2 - 1024
    assert decoder.value_at(0, 16, 0) is None
    assert decoder.value_at(1, 0, 0) is None


def test_signed_values_stay_signed() -> None:
    decoder = image(made(np.full((4, 4), -700, "<i2")))
    assert decoder.value_at(0, 0, 0) == -700


def test_monochrome1_is_white_where_others_are_black() -> None:
    one = own_size(image(made(RAMP, PhotometricInterpretation="MONOCHROME1")))
    two = own_size(image(made(RAMP)))
    assert np.array_equal(one, 255 - two)
    inverted = own_size(image(made(RAMP)), invert=True)
    assert np.array_equal(inverted, one)


def test_the_presets_are_the_files_then_those_for_ct_then_the_range() -> None:
    data = made(
        RAMP,
        WindowCenter=[40, 500],
        WindowWidth=[80, 2000],
        WindowCenterWidthExplanation=["HEAD", "BONE"],
    )
    presets = image(data).info.presets
    assert [(each.name, each.centre, each.width) for each in presets[:2]] == [
        ("HEAD", 40, 80),
        ("BONE", 500, 2000),
    ]
    names = [each.name for each in presets]
    assert names.index(words.LUNG) > 1
    assert names[-1] == words.FULL_RANGE
    shown = own_size(image(data), centre=presets[-1].centre, window=presets[-1].width)
    assert (shown.min(), shown.max()) == (0, 255)


def test_a_table_of_the_file_replaces_its_window() -> None:
    decoder = image(real("vlut_04.dcm"))
    assert decoder.info.presets[0].width == 0
    assert len(np.unique(own_size(decoder))) > 8


def test_frame_n_is_frame_n() -> None:
    pixels = np.stack([np.full((8, 8), number, "<i2") for number in range(30)])
    decoder = image(made(pixels, FrameTime=40))
    assert (decoder.info.frames, decoder.info.frame_ms) == (30, 40)
    for frame in (29, 0, 17):
        assert decoder.value_at(frame, 4, 4) == frame
    with pytest.raises(NotSupported):
        decoder.render(View(8, 8, frame=30))


def test_a_region_is_that_region_also_when_it_is_turned() -> None:
    decoder = image(made(RAMP))
    view = View(8, 8, region=(0.5, 0.0, 1.0, 0.5), centre=128, window=256)
    assert np.array_equal(grey(decoder.render(view)), RAMP[:8, 8:])
    turned = View(8, 8, region=(0.5, 0.0, 1.0, 0.5), turn=90, centre=128, window=256)
    assert np.array_equal(grey(decoder.render(turned)), np.rot90(RAMP[:8, 8:], -1))


def test_shrinking_averages_what_falls_together() -> None:
    pixels = np.zeros((16, 16), "<i2")
    pixels[::2, ::2] = 400
    shown = grey(image(made(pixels)).render(View(8, 8, centre=50.5, window=101)))
    assert (shown == 255).all()  # 400 over four pixels is 100, the upper end of the window


def test_pixels_that_are_not_square_keep_the_patients_shape() -> None:
    decoder = image(made(np.zeros((50, 100), "<i2"), PixelSpacing=[2, 1]))
    assert decoder.info.pixel_aspect == 2
    raster = decoder.render(View(200, 200))
    assert (raster.width, raster.height) == (200, 200)


def test_spacing_says_where_it_is_from() -> None:
    assert image(made(RAMP, PixelSpacing=[0.5, 0.25])).info.spacing_mm == (0.5, 0.25)
    assert image(made(RAMP)).info.spacing_mm is None
    at_detector = image(made(RAMP, Modality="DX", ImagerPixelSpacing=[0.14, 0.14])).info
    assert (at_detector.spacing_mm, at_detector.spacing_note) == ((0.14, 0.14), words.AT_DETECTOR)
    ultrasound = image(real("examples_ybr_color.dcm")).info
    assert ultrasound.spacing_note == words.IN_REGION
    assert ultrasound.measurable == (84, 31, 596, 415)


def test_the_banner_begins_with_the_patient() -> None:
    facts = image(made(RAMP, PatientAge="067Y", KVP=120)).info.banner
    assert [(fact.label, fact.value) for fact in facts[:4]] == [
        (words.NAME, "Test, Patient Maria"),
        (words.BIRTH_DATE, "1958-02-28"),
        (words.ID, "T-000417"),
        (words.SEX, words.FEMALE),
    ]
    told = {fact.label: (fact.value, fact.unit) for fact in facts}
    assert told[words.AGE] == ("67", words.YEARS)
    assert told[words.TUBE_VOLTAGE] == ("120", "kV")


def test_a_patient_that_is_not_named_is_said_to_be_so() -> None:
    facts = image(made(RAMP, PatientName=None, PatientBirthDate="")).info.banner
    assert (facts[0].value, facts[1].value) == (words.NOT_GIVEN, words.NOT_GIVEN)


def test_ideographic_names_are_kept() -> None:
    info = opened((SHIPPED.parent / "charset_files" / "chrH31.dcm").read_bytes()).info
    assert isinstance(info, DicomInfo)
    assert info.banner[0].value == "Yamada, Tarou (山田, 太郎; やまだ, たろう)"


@pytest.mark.parametrize(
    ("compressed", "plain"),
    [
        ("MR_small_RLE.dcm", "MR_small.dcm"),
        ("MR_small_jp2klossless.dcm", "MR_small.dcm"),
        ("MR_small_jpeg_ls_lossless.dcm", "MR_small.dcm"),
        ("MR_small_bigendian.dcm", "MR_small.dcm"),
        ("MR_small_implicit.dcm", "MR_small.dcm"),
        ("emri_small_RLE.dcm", "emri_small.dcm"),
        ("emri_small_jpeg_2k_lossless.dcm", "emri_small.dcm"),
        ("693_J2KR.dcm", "693_UNCR.dcm"),
        ("SC_rgb_rle_2frame.dcm", "SC_rgb_2frame.dcm"),
        ("OBXXXX1A_expb.dcm", "OBXXXX1A.dcm"),
        ("OBXXXX1A_rle_2frame.dcm", "OBXXXX1A_2frame.dcm"),
        ("SC_rgb_jpeg_gdcm.dcm", "SC_rgb.dcm"),
        ("gdcm-US-ALOKA-16_big.dcm", "gdcm-US-ALOKA-16.dcm"),
    ],
)
def test_however_it_is_stored_it_is_the_same_image(compressed: str, plain: str) -> None:
    one, other = image(real(compressed)), image(real(plain))
    last = one.info.frames - 1
    view = View(one.info.columns, one.info.rows, frame=last)
    assert one.render(view) == other.render(view)


@pytest.mark.parametrize(
    "name",
    [
        "JPGLosslessP14SV1_1s_1f_8b.dcm",  # JPEG lossless
        "JPEG-LL.dcm",
        "JPGExtended.dcm",  # 12 bits
        "JPEGLSNearLossless_16.dcm",
        "color3d_jpeg_baseline.dcm",
        "SC_ybr_full_422_uncompressed.dcm",
        "image_dfl.dcm",  # deflated
        "liver.dcm",  # one bit a pixel
        "examples_overlay.dcm",
        "mlut_18.dcm",
        "rtdose_rle.dcm",
        "MR_truncated.dcm",
        "bad_sequence.dcm",
        "SC_rgb_small_odd_big_endian.dcm",
    ],
)
def test_real_files_are_shown(name: str) -> None:
    decoder = image(real(name))
    assert decoder.info.problem == ""
    raster = decoder.render(View(300, 300, frame=decoder.info.frames - 1))
    assert max(raster.width, raster.height) == 300
    assert len(set(raster.pixels)) > 1


def test_twelve_bit_jpeg_has_the_values_that_others_read() -> None:
    decoder = image(real("JPGExtended.dcm"))
    assert decoder.value_at(0, 140, 420) == 244
    assert decoder.value_at(0, 120, 230) == 95


def test_colours_are_colours() -> None:
    raster = image(real("SC_rgb_dcmtk_+eb+cy+n2.dcm")).render(View(100, 100))
    assert raster.format is PixelFormat.RGB888
    red, green, blue = raster.pixels[3 * 550 : 3 * 550 + 3]
    assert red > 200
    assert max(green, blue) < 60


def test_what_cannot_be_decoded_is_named_and_keeps_its_banner() -> None:
    data = real("693_J2KR.dcm").replace(b"1.2.840.10008.1.2.4.90", b"1.2.840.10008.1.2.4.97", 1)
    info = image(data).info
    assert info.problem == "transfer-syntax"
    assert info.banner[0].label == words.NAME
    assert info.transfer_syntax == "1.2.840.10008.1.2.4.97"
    with pytest.raises(NotSupported):
        image(data).render(FULL)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("badVR.dcm", "pixels"),
        ("rtplan.dcm", "no-image"),
        ("JPEG2000-embedded-sequence-delimiter.dcm", "pixels"),
    ],
)
def test_broken_files_say_what_is_wrong(name: str, problem: str) -> None:
    assert image(real(name)).info.problem == problem


def test_a_directory_never_leads_to_its_files() -> None:
    with pytest.raises(NotSupported):
        opened(real("dicomdirtests/DICOMDIR"))


def test_other_files_are_of_another_kind() -> None:
    for data in (b"", b"hello", b"\x89PNG\r\n\x1a\n" + bytes(200), bytes(4_096)):
        with pytest.raises(NotThisKind):
            opened(data)


def test_the_kind_is_dicom() -> None:
    decoder = image(made(RAMP))
    assert decoder.kind is FileKind.DICOM
    small = decoder.thumbnail(64)
    assert small is not None
    assert small.format is PixelFormat.RGB888
