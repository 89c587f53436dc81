"""A logo from a file: what is taken, what is kept of it, and every file that is refused with a sentence."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logo_support import PLUM, drawn, logo_file, picture_bytes
from PIL import Image, PngImagePlugin

from audit_app.domain.plain_png import png_size
from audit_app.domain.problems import AppError
from audit_app.domain.report_look import LOGO_BYTES, LOGO_HEIGHT, LOGO_WIDTH
from audit_app.intake.logo import FILE_BYTES, MOST_SIDE, read_logo

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def kept(folder: Path, data: bytes, name: str = "logo.png") -> Image.Image:
    """What is kept of a file with these bytes, read back."""
    path = folder / name
    path.write_bytes(data)
    png = read_logo(path)
    assert len(png) <= LOGO_BYTES
    assert png_size(png, LOGO_WIDTH, LOGO_HEIGHT) is not None
    return Image.open(io.BytesIO(png)).convert("RGB")


def refused(folder: Path, data: bytes, name: str = "logo.png") -> str:
    """The sentence for a file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(AppError) as error:
        read_logo(path)
    assert name in error.value.message
    return error.value.message


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 6 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1", "I;16"])
def test_a_png_of_any_make_is_taken_and_drawn_anew_no_larger_than_print_needs(tmp_path: Path, mode: str) -> None:
    image = drawn(1500, 500)
    if mode == "I;16":
        made = image.convert("I").point(lambda level: level * 257).convert(mode)
    else:
        made = image.quantize(16) if mode == "P" else image.convert(mode)
    found = kept(tmp_path, picture_bytes(made))
    assert found.size == (720, 240)
    assert near(found.getpixel((2, 2)), (255, 255, 255))  # type: ignore[arg-type]  # three numbers
    dark = found.convert("L").getpixel((120, 120))
    assert isinstance(dark, int)
    assert dark < 130


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_is_taken_whatever_it_is_called(tmp_path: Path, mode: str) -> None:
    found = kept(tmp_path, picture_bytes(drawn(mode=mode), "JPEG", quality=95), "logo.png")
    assert found.size == (720, 240)


def test_a_small_logo_is_not_blown_up(tmp_path: Path) -> None:
    assert kept(tmp_path, picture_bytes(drawn(90, 30))).size == (90, 30)


def test_clear_parts_become_white_paper(tmp_path: Path) -> None:
    image = drawn().convert("RGBA")
    image.putalpha(image.convert("L").point(lambda level: 0 if level > 250 else 255))
    found = kept(tmp_path, picture_bytes(image))
    assert found.getpixel((2, 2)) == (255, 255, 255)
    plum = tuple(bytes.fromhex(PLUM[1:]))
    assert near(found.getpixel((120, 120)), plum)  # type: ignore[arg-type]  # three numbers


def test_a_picture_that_a_camera_turned_is_kept_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = drawn().transpose(Image.Transpose.ROTATE_90)
    found = kept(tmp_path, picture_bytes(turned, "JPEG", exif=exif, quality=95))
    assert found.width > found.height


def test_nothing_that_the_file_tells_beside_its_pixels_is_kept(tmp_path: Path) -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Mary Whitcombe")
    exif = Image.Exif()
    exif[0x010E] = "Whitcombe's kitchen"
    path = tmp_path / "logo.png"
    path.write_bytes(picture_bytes(drawn(), pnginfo=told, exif=exif, dpi=(300, 300)) + b"PK\x03\x04 Whitcombe")
    png = read_logo(path)
    assert b"Whitcombe" not in png
    assert [name for name in (b"tEXt", b"eXIf", b"pHYs", b"iCCP") if name in png] == []


def test_a_photograph_is_made_small_enough_to_keep(tmp_path: Path) -> None:
    found = kept(tmp_path, picture_bytes(Image.effect_noise((1600, 800), 90).convert("RGB"), "JPEG"))
    assert found.width >= 100


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SVG, "is an SVG drawing, which can hold programs and links and so is not read. Save it as a PNG"),
        (b"GIF89a" + bytes(50), "is a GIF picture, whatever its name says"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "is a WebP picture"),
        (b"\0\0\0\x18ftypheic", "is a HEIC or AVIF picture"),
        (b"BM" + bytes(60), "is a BMP picture"),
        (b"II*\0" + bytes(60), "is a TIFF picture"),
        (b"%PDF-1.7", "is a PDF"),
        (b"MZ\x90\0 a program", "is neither PNG nor JPEG inside"),
        (b"<html><img src=x onerror=alert(1)>", "is neither PNG nor JPEG inside"),
        (b"\x89PNG\r\n\x1a\n", "is damaged"),
        (b"\xff\xd8\xff\xe0 and no picture", "is damaged"),
    ],
)
def test_another_kind_of_file_under_a_pictures_name_is_refused_with_what_it_is(
    tmp_path: Path, data: bytes, said: str
) -> None:
    assert said in refused(tmp_path, data)


def test_an_office_file_under_a_pictures_name_is_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "is an Office file or a zip" in refused(tmp_path, out.getvalue())


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_file_that_is_cut_short_is_damaged(tmp_path: Path, kind: str) -> None:
    data = picture_bytes(Image.effect_noise((300, 100), 90).convert("RGB"), kind)
    assert "is damaged, so the picture in it cannot be read" in refused(tmp_path, data[: len(data) // 2])


def test_a_moving_picture_is_refused(tmp_path: Path) -> None:
    data = picture_bytes(drawn(), save_all=True, append_images=[drawn(900, 300).rotate(180)])
    assert "holds several pictures or moves. Save one of them" in refused(tmp_path, data)


def test_a_jpeg_of_thousands_of_passes_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    data = picture_bytes(drawn(), "JPEG", progressive=True)
    assert kept(tmp_path, data).size == (720, 240)
    start = data.rindex(b"\xff\xda")
    endless = data[:start] + data[start:-2] * 2_000 + data[-2:]
    assert "is drawn in more passes than any picture needs" in refused(tmp_path, endless)


def test_a_file_of_too_many_bytes_is_not_even_looked_into(tmp_path: Path) -> None:
    assert "has over 5 MB, which is more than is read" in refused(tmp_path, bytes(FILE_BYTES + 1))


def test_a_missing_or_empty_file_is_a_sentence(tmp_path: Path) -> None:
    assert "is empty" in refused(tmp_path, b"")
    with pytest.raises(AppError, match=r"There is no file gone\.png"):
        read_logo(tmp_path / "gone.png")
    with pytest.raises(AppError, match="There is no file"):
        read_logo(tmp_path)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((MOST_SIDE + 1, 10), "is 5,001 × 10 pixels"),
        ((4_100, 4_000), "is 4,100 × 4,000 pixels"),
        ((20_000, 20_000), "is of over 178 million pixels"),
    ],
)
def test_a_small_file_that_asks_for_much_memory_is_refused_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], said: str
) -> None:
    data = picture_bytes(Image.new("1", size))
    assert len(data) < FILE_BYTES

    def decode(*_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", decode)
    assert f"{said}, which is more than is read. 720 pixels across are enough" in refused(tmp_path, data)


@pytest.mark.parametrize("size", [(63, 40), (10, 10), (4_000, 20), (2, 400)])
def test_a_picture_too_small_or_too_thin_to_print_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    assert "is too small or too thin to print" in refused(tmp_path, picture_bytes(Image.new("RGB", size)))


def test_a_white_logo_on_a_clear_ground_would_not_be_seen_and_is_refused(tmp_path: Path) -> None:
    white = Image.new("RGBA", (900, 300), (255, 255, 255, 0))
    white.paste((255, 255, 255, 255), (100, 100, 800, 200))
    said = refused(tmp_path, picture_bytes(white))
    assert "Nothing of logo.png would be seen on white paper" in said
    assert "made for a white ground" in said


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(["PNG", "JPEG"]), at=st.integers(0, 4_000), junk=st.binary(min_size=1, max_size=24))
def test_whatever_is_damaged_the_answer_is_a_logo_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, kind: str, at: int, junk: bytes
) -> None:
    whole = picture_bytes(drawn(200, 80), kind)
    place = at % len(whole)
    path = tmp_path_factory.mktemp("damaged") / "logo.png"
    path.write_bytes(whole[:place] + junk + whole[place + len(junk) :])
    with suppress(AppError):
        assert png_size(read_logo(path), LOGO_WIDTH, LOGO_HEIGHT) is not None


def test_the_same_file_is_kept_as_the_same_bytes(tmp_path: Path) -> None:
    assert read_logo(logo_file(tmp_path)) == read_logo(logo_file(tmp_path, "again.png"))
