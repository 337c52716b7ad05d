"""Picture files: sound ones with what a camera writes into them, and such as lie about their size."""

import io
import struct
import zlib

from PIL import Image

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
LYING_ON_ITS_SIDE = 6


def picture(form: str = "PNG", size: tuple[int, int] = (64, 64), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, form, **options)
    return buffer.getvalue()


def camera_picture(form: str, size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    """A picture taken with the camera on its side, knowing where."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = LYING_ON_ITS_SIDE, "Camera 4711"
    exif.get_ifd(GPS).update({1: "N", 2: (54.0, 46.0, 12.0), 3: "E", 4: (20.0, 36.0, 0.0)})
    xmp = {} if form == "PNG" else {"xmp": b'<x:xmpmeta xmlns:x="adobe:ns:meta/">GPSLatitude</x:xmpmeta>'}
    return picture(form, size, exif=exif.tobytes(), **xmp, **options)


def animation(form: str, size: tuple[int, int], frames: int, **options: object) -> bytes:
    buffer = io.BytesIO()
    pictures = [Image.new("RGB", size, (number * 40 % 256, 90, 90)) for number in range(frames)]
    pictures[0].save(buffer, form, save_all=True, append_images=pictures[1:], **options)
    return buffer.getvalue()


def bomb(form: str, width: int, height: int) -> bytes:
    """A small file that claims to be a huge picture."""
    if form == "PNG":
        return _png(width, height)
    small = bytearray(picture(form, (48, 32)))
    if form == "JPEG":
        at = small.index(b"\xff\xc0") + 5
        small[at : at + 4] = struct.pack(">HH", height, width)
    elif form == "GIF":
        small[6:10] = struct.pack("<HH", width, height)
    elif form == "WEBP":
        at = small.index(b"VP8 ") + 14
        small[at : at + 4] = struct.pack("<HH", width, height)
    elif form == "AVIF":
        at = small.index(b"ispe") + 8
        small[at : at + 8] = struct.pack(">II", width, height)
    return bytes(small)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((width // 8 + 1) * min(height, 2000)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
