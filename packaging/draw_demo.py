"""Draws the pictures of the demo office into resources/demo. Run from the project's folder:

    .venv/bin/python packaging/draw_demo.py

Drawn by code, so that no photograph of a person and nobody's artwork ships with the program. The faces
are drawn as well; the face detector takes them for real, which is what the demo needs them for.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from pathlib import Path

from demo_people import Looks, person
from PIL import Image, ImageDraw, ImageFont

DEMO = Path("resources/demo/posts")
FONTS = Path("resources/fonts")
FINE = 2  # drawn at twice the size and scaled down: smooth edges
POST, BANNER, SQUARE = (1200, 630), (1640, 624), (600, 600)

SKY, HAZE, HILL, FAR_HILL, SAND = "#bfd9e8", "#e4eef2", "#8fb58c", "#a9c6a6", "#d8c79a"
GREEN, DARK, LEAF, RED, GOLD = "#0b6b4d", "#12382c", "#5b9a63", "#b8403a", "#e0a63c"
PAPER, INK, RIVER, BRICK, WOOD = "#f7f4ec", "#22302b", "#5f9fc6", "#c9765a", "#7a5638"

OFFICER = Looks(skin="#c79470", cloth="#2f6b57")
TEACHER = Looks(skin="#d6a682", cloth="#3d5a80", veil="#7a3b52")
CHILD = Looks(skin="#b07c5a", cloth="#d9a441")
CLERK = Looks(skin="#b98560", cloth="#5b6470", hair="#3a3634")

Point = tuple[float, float]


class Canvas:
    """A picture drawn in its final coordinates."""

    def __init__(self, size: tuple[int, int], colour: str) -> None:
        self.size = size
        self.image = Image.new("RGB", (size[0] * FINE, size[1] * FINE), colour)
        self._draw = ImageDraw.Draw(self.image)

    def sky(self, above: str, below: str, down_to: float) -> None:
        band = Image.linear_gradient("L").resize((self.image.width, int(down_to * FINE)))
        self.image.paste(Image.composite(_flat(band, below), _flat(band, above), band))

    def box(self, x: float, y: float, w: float, h: float, colour: str, radius: float = 0) -> None:
        self._draw.rounded_rectangle([p * FINE for p in (x, y, x + w, y + h)], radius * FINE, colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        self._draw.ellipse([p * FINE for p in (x - rx, y - ry, x + rx, y + ry)], colour)

    def shape(self, points: Iterable[Point], colour: str) -> None:
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], colour)

    def line(self, points: Iterable[Point], colour: str, width: float) -> None:
        self._draw.line([(x * FINE, y * FINE) for x, y in points], colour, round(width * FINE), joint="curve")

    def text(self, x: float, y: float, words: str, size: float, colour: str, bold: bool = True) -> None:
        """Words with their middle at `x`, `y`."""
        name = "NotoSansBengali_700Bold.ttf" if bold else "NotoSansBengali_400Regular.ttf"
        font = ImageFont.truetype(FONTS / name, size * FINE, layout_engine=ImageFont.Layout.RAQM)
        self._draw.text((x * FINE, y * FINE), words, colour, font, anchor="mm", language="bn")

    def person(self, x: float, y: float, size: float, looks: Looks) -> None:
        """Head and shoulders, `size` wide, the top at `y` and the middle at `x`."""
        drawn = person(looks, round(size * FINE))
        self.image.paste(drawn, (round(x * FINE - drawn.width / 2), round(y * FINE)), drawn)

    def save(self, path: str) -> None:
        target = DEMO / path
        target.parent.mkdir(parents=True, exist_ok=True)
        picture = self.image.resize(self.size, Image.Resampling.LANCZOS)
        stream = io.BytesIO()
        if target.suffix == ".png":
            picture.quantize(128, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
        elif target.suffix == ".webp":
            picture.save(stream, "WEBP", quality=82, method=6)
        else:
            picture.save(stream, "JPEG", quality=76, optimize=True, progressive=True)
        target.write_bytes(stream.getvalue())
        print(f"{target}: {len(stream.getvalue()) // 1024} KB")


def _flat(like: Image.Image, colour: str) -> Image.Image:
    return Image.new("RGB", like.size, colour)


def landscape(size: tuple[int, int] = POST, ground: str = SAND) -> Canvas:
    """Sky, two ranges of hills and a plain: the ground begins at 70% of the height."""
    canvas = Canvas(size, ground)
    w, h = size
    canvas.sky(SKY, HAZE, h * 0.72)
    canvas.oval(w * 0.84, h * 0.2, h * 0.075, h * 0.075, "#f6dc8f")
    for colour, base, height, turns, shift in (
        (FAR_HILL, 0.56, 0.10, 2.2, 0.5),
        (HILL, 0.66, 0.12, 1.6, 2.4),
    ):
        ridge = [
            (
                x,
                h
                * (
                    base
                    - height * (0.5 + 0.5 * math.sin(shift + turns * math.tau * x / w)) * (0.6 + 0.4 * x / w)
                ),
            )
            for x in range(0, w + 8, 8)
        ]
        canvas.shape([(0, h * 0.74), *ridge, (w, h * 0.74)], colour)
    canvas.box(0, h * 0.7, w, h * 0.3, ground)
    return canvas


def tree(canvas: Canvas, x: float, foot: float, size: float) -> None:
    canvas.box(x - size * 0.06, foot - size * 0.5, size * 0.12, size * 0.5, WOOD)
    for dx, dy, r in ((0, -0.85, 0.33), (-0.22, -0.66, 0.27), (0.22, -0.66, 0.27)):
        canvas.oval(x + dx * size, foot + dy * size, r * size, r * size, LEAF)
    canvas.oval(x - size * 0.1, foot - size * 0.92, size * 0.14, size * 0.12, "#74b07a")


def flag(canvas: Canvas, x: float, foot: float, height: float) -> None:
    canvas.box(x - 2, foot - height, 4, height, "#8b8b85")
    w = height * 0.42
    canvas.box(x + 2, foot - height, w, w * 0.6, "#006a4e")
    canvas.oval(x + 2 + w * 0.45, foot - height + w * 0.3, w * 0.2, w * 0.2, "#f42a41")


def school(canvas: Canvas, x: float, foot: float, width: float, name: str = "") -> None:
    """A one-storey school with a veranda."""
    h = width * 0.26
    canvas.box(x, foot - h, width, h, PAPER)
    canvas.shape(
        [
            (x - width * 0.03, foot - h),
            (x + width * 0.04, foot - h * 1.42),
            (x + width * 0.96, foot - h * 1.42),
            (x + width * 1.03, foot - h),
        ],
        BRICK,
    )
    for number in range(7):
        left = x + width * (0.0423 + number * 0.1385)
        if number == 3:
            canvas.box(left, foot - h * 0.66, width * 0.09, h * 0.66, GREEN)
        else:
            canvas.box(left, foot - h * 0.62, width * 0.09, h * 0.36, "#7fb0c6")
            canvas.line(
                [(left + width * 0.045, foot - h * 0.62), (left + width * 0.045, foot - h * 0.26)], PAPER, 3
            )
    for number in range(8):
        canvas.box(x + width * (0.012 + number * 0.1385), foot - h, width * 0.012, h, "#d9d2c0")
    canvas.box(x - width * 0.03, foot - 8, width * 1.06, 12, "#b9b09a")
    if name:
        canvas.box(x + width * 0.3, foot - h * 1.3, width * 0.4, h * 0.26, GREEN, 4)
        canvas.text(x + width * 0.5, foot - h * 1.17, name, h * 0.14, "white")


def title(canvas: Canvas, words: str, below: str = "") -> None:
    """A line of words on a dark strip at the foot of the picture."""
    w, h = canvas.size
    canvas.box(0, h * 0.82, w, h * 0.18, GREEN)
    canvas.text(w / 2, h * (0.885 if below else 0.91), words, h * 0.062, "white")
    if below:
        canvas.text(w / 2, h * 0.957, below, h * 0.036, "#d5eadf", bold=False)


def vaccination_visit() -> None:
    canvas = landscape()
    canvas.box(120, 250, 470, 210, PAPER)
    canvas.shape([(90, 258), (180, 170), (530, 170), (620, 258)], RED)
    canvas.box(170, 262, 370, 56, "white", 6)
    canvas.text(355, 290, "টিকাদান কেন্দ্র", 36, GREEN)
    canvas.box(215, 340, 100, 120, "#a9c9d6")
    canvas.box(390, 340, 100, 120, "#a9c9d6")
    tree(canvas, 1140, 470, 190)
    for x, y, size, looks in ((650, 130, 390, OFFICER), (950, 165, 350, TEACHER), (800, 285, 250, CHILD)):
        canvas.person(x, y, size, looks)
    canvas.box(0, 500, 1200, 130, SAND)
    canvas.box(500, 496, 560, 90, "#a9c9d6", 4)
    canvas.box(484, 490, 592, 18, WOOD, 6)
    for x in (560, 600, 640):
        canvas.box(x, 452, 22, 38, PAPER, 4)
        canvas.box(x + 4, 444, 14, 10, RED, 2)
    canvas.save("01-vaccination-visit/IMG-20221013-WA0007.jpg")


def standing_water() -> None:
    canvas = landscape(ground="#9dbb86")
    for x, size, colour in ((300, 1.0, BRICK), (600, 1.25, "#6b7f8c"), (905, 1.0, "#c98f4e")):
        top, w = 480 - 170 * size, 110 * size
        canvas.shape([(x - w, top), (x + w, top), (x + w * 0.72, 500), (x - w * 0.72, 500)], colour)
        canvas.oval(x, top, w, 24 * size, "#e8e2d4")
        canvas.oval(x, top + 3, w * 0.9, 18 * size, RIVER)
        canvas.oval(x - w * 0.25, top + 1, w * 0.3, 6 * size, "#a8d0e6")
    for x, y in ((430, 150), (760, 110), (1010, 220)):
        mosquito(canvas, x, y)
    title(canvas, "তিন দিনে এক দিন, জমা পানি ফেলে দিন", "এডিস মশা জমে থাকা পরিষ্কার পানিতে ডিম পাড়ে")
    canvas.save("02-dengue/joma-pani.jpg")


def mosquito(canvas: Canvas, x: float, y: float) -> None:
    canvas.oval(x + 16, y - 20, 26, 9, "#eef3f5")
    canvas.oval(x - 12, y - 22, 24, 8, "#e2ebee")
    canvas.oval(x, y, 30, 8, INK)
    canvas.oval(x - 34, y + 2, 10, 9, INK)
    canvas.line([(x - 42, y + 6), (x - 66, y + 20)], INK, 3)
    for dx in (-16, 2, 20):
        canvas.line([(x + dx, y + 4), (x + dx + 10, y + 24), (x + dx + 2, y + 42)], INK, 2.5)


def office_banner(path: str, people: Iterable[tuple[float, float, float, Looks]] = ()) -> None:
    """The office's name over its school and fields; `people` (x, y, size, looks) stand at the right."""
    canvas = landscape(BANNER, ground="#a8c48d")
    school(canvas, 90, 480, 560)
    flag(canvas, 715, 480, 240)
    tree(canvas, 60, 490, 150)
    tree(canvas, 900, 490, 150)
    for x, y, size, looks in people:
        canvas.person(x, y, size, looks)
    canvas.box(0, 470, 1640, 154, GREEN)
    emblem(canvas, 110, 547, 56)
    canvas.text(820, 528, "নমুনা উপজেলা প্রাথমিক শিক্ষা অফিস", 52, "white")
    canvas.text(820, 589, "Sample Upazila Primary Education Office", 30, "#d5eadf", bold=False)
    canvas.save(path)


def emblem(canvas: Canvas, x: float, y: float, r: float) -> None:
    """The made-up office's mark: an open book under a rising sun."""
    canvas.oval(x, y, r, r, "white")
    canvas.oval(x, y, r * 0.92, r * 0.92, DARK)
    canvas.oval(x, y + r * 0.02, r * 0.34, r * 0.34, GOLD)
    for number in range(7):
        turn = math.pi * (1 + number / 6)
        near, far = r * 0.44, r * 0.62
        canvas.line(
            [
                (x + near * math.cos(turn), y + near * math.sin(turn)),
                (x + far * math.cos(turn), y + far * math.sin(turn)),
            ],
            GOLD,
            r * 0.06,
        )
    for side in (-1, 1):
        canvas.shape(
            [
                (x, y + r * 0.16),
                (x + side * r * 0.62, y + r * 0.02),
                (x + side * r * 0.62, y + r * 0.44),
                (x, y + r * 0.6),
            ],
            "white" if side < 0 else "#e3ece7",
        )


def profile_picture() -> None:
    canvas = Canvas(SQUARE, GREEN)
    emblem(canvas, 300, 270, 210)
    canvas.text(300, 535, "নমুনা উপজেলা", 40, "white")
    canvas.save("13-profile-picture/emblem.png")


def coverage_chart() -> None:
    canvas = Canvas(POST, PAPER)
    canvas.text(600, 72, "টিকার আওতায় শিশু", 50, DARK)
    for number, (year, share) in enumerate((("২০২৩", 82), ("২০২৪", 88), ("২০২৫", 93), ("২০২৬", 97))):
        x, height = 190 + number * 225, share * 3.9
        canvas.box(x, 540 - height, 140, height, GREEN if number == 3 else "#9cc3b2", 8)
        canvas.text(
            x + 70,
            540 - height + 36,
            f"{share}%".translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")),
            36,
            "white",
        )
        canvas.text(x + 70, 572, year, 30, INK, bold=False)
    canvas.line([(140, 542), (1060, 542)], INK, 3)
    canvas.save("04-coverage/tika-2026.png")


def eid_card() -> None:
    canvas = Canvas(POST, "#10243f")
    canvas.sky("#0c1c33", "#2c5a78", 630)
    for number in range(46):
        x, y = (number * number * 71.9 + 40) % 1200, (number * 149.3) % 340
        canvas.oval(x, y, 1.5 + number % 3, 1.5 + number % 3, "#f4ecc8")
    canvas.oval(1010, 130, 84, 84, "#f6e3a1")
    canvas.oval(1045, 112, 74, 74, "#143049")
    for x, size in ((150, 0.8), (420, 1.2), (720, 1.0), (1010, 1.3)):
        canvas.box(x - 70 * size, 560 - 130 * size, 140 * size, 150 * size, "#0a1626")
        canvas.oval(x, 560 - 130 * size, 70 * size, 74 * size, "#0a1626")
        canvas.line([(x, 560 - 240 * size), (x, 560 - 190 * size)], "#0a1626", 6)
        for side in (-1, 1):
            canvas.box(x + side * 98 * size - 10, 560 - 210 * size, 20, 230 * size, "#0a1626")
            canvas.oval(x + side * 98 * size, 560 - 210 * size, 16, 26, "#0a1626")
    canvas.box(0, 552, 1200, 78, "#0a1626")
    canvas.text(540, 225, "ঈদ মোবারক", 118, "#f6e3a1")
    canvas.text(600, 592, "নমুনা উপজেলা প্রাথমিক শিক্ষা অফিস", 30, "#d8e2ea", bold=False)
    canvas.save("05-eid/eid-card.jpg")


def online_leave() -> None:
    canvas = Canvas(POST, "#dcebe4")
    canvas.oval(1060, 90, 230, 230, "#cbe2d7")
    canvas.oval(90, 560, 260, 260, "#cbe2d7")
    canvas.box(180, 50, 290, 530, INK, 34)
    canvas.box(196, 80, 258, 470, "white", 14)
    canvas.box(196, 80, 258, 70, GREEN, 14)
    canvas.text(325, 115, "ছুটির আবেদন", 27, "white")
    for row, label in enumerate(("ছুটির ধরন", "শুরুর তারিখ", "শেষের তারিখ", "কারণ")):
        y = 176 + row * 76
        canvas.text(325, y + 4, label, 18, "#5c6b64", bold=False)
        canvas.box(220, y + 20, 210, 36, "#eef3f0", 8)
    canvas.box(220, 490, 210, 44, GOLD, 10)
    canvas.text(325, 512, "জমা দিন", 22, INK)
    canvas.text(810, 225, "ছুটির আবেদন", 66, DARK)
    canvas.text(810, 315, "এখন অনলাইনে", 66, GREEN)
    canvas.text(810, 410, "অফিসে না এসেই আবেদন করুন", 32, INK, bold=False)
    canvas.save("07-online-leave/online-chuti.webp")


def flood_map() -> None:
    canvas = Canvas(POST, "#e9efdf")
    areas = [
        ("#f1d9a7", [(330, 60), (560, 40), (620, 190), (480, 270), (310, 210)]),
        ("#cfe0b9", [(560, 40), (830, 60), (850, 230), (620, 190)]),
        ("#d8e6c6", [(310, 210), (480, 270), (500, 440), (330, 480), (250, 350)]),
        ("#ecc48e", [(480, 270), (620, 190), (850, 230), (820, 410), (640, 450), (500, 440)]),
        ("#c6d9ae", [(330, 480), (500, 440), (640, 450), (650, 580), (400, 590)]),
        ("#d3e2bf", [(640, 450), (820, 410), (870, 540), (650, 580)]),
    ]
    for colour, points in areas:
        canvas.shape(points, colour)
        canvas.line([*points, points[0]], "#8d9a80", 2.5)
    river = [(600, 0), (575, 90), (600, 180), (560, 260), (585, 350), (545, 440), (570, 530), (540, 640)]
    canvas.line(river, "#8fc1de", 46)
    canvas.line(river, RIVER, 24)
    canvas.line([(838, 128), (740, 170), (680, 240), (590, 300)], RIVER, 14)
    for x, y in ((400, 150), (710, 330), (450, 530)):
        canvas.oval(x, y, 17, 17, "white")
        canvas.shape([(x - 12, y + 2), (x, y - 11), (x + 12, y + 2)], RED)
        canvas.box(x - 8, y + 1, 16, 9, RED)
    canvas.box(900, 60, 270, 300, "white", 12)
    canvas.text(1035, 100, "বন্যা পরিস্থিতি", 31, DARK)
    for row, (colour, label) in enumerate(
        (("#ecc48e", "পানি বাড়ছে"), ("#f1d9a7", "সতর্ক থাকুন"), ("#cfe0b9", "স্বাভাবিক"), (RIVER, "নদী"))
    ):
        y = 158 + row * 50
        canvas.box(926, y - 15, 34, 30, colour, 5)
        canvas.text(1062, y, label, 25, INK, bold=False)
    canvas.text(160, 80, "নমুনা উপজেলা", 32, DARK)
    canvas.text(1035, 420, "আশ্রয়কেন্দ্র:", 24, DARK)
    canvas.text(1035, 458, "৩টি বিদ্যালয়", 24, RED)
    canvas.save("09-flood/bonnar-manchitro.png")


def textbooks() -> None:
    canvas = landscape(ground="#cfdcae")
    school(canvas, 300, 455, 600, "প্রাথমিক বিদ্যালয়")
    flag(canvas, 960, 470, 250)
    tree(canvas, 190, 480, 220)
    tree(canvas, 1130, 480, 140)
    for number, colour in enumerate((RED, GOLD, GREEN, "#3f7fa8", BRICK)):
        canvas.box(470 + (number % 2) * 14, 560 - number * 22, 250, 20, colour, 4)
        canvas.box(476 + (number % 2) * 14, 564 - number * 22, 238, 10, PAPER, 2)
    canvas.save("10-textbooks/school.jpg")


def saplings() -> None:
    canvas = landscape(ground="#b59b72")
    for x, size in ((180, 70), (390, 95), (600, 120), (810, 95), (1020, 70)):
        foot = 500
        canvas.oval(x, foot + 4, size * 0.6, 16, "#7d6443")
        canvas.line([(x, foot), (x, foot - size * 1.2)], "#6d8f4e", 7)
        for side in (-1, 1):
            for up in (0.55, 0.95):
                y = foot - size * up
                canvas.shape(
                    [
                        (x, y),
                        (x + side * size * 0.3, y - size * 0.32),
                        (x + side * size * 0.62, y - size * 0.3),
                        (x + side * size * 0.36, y - size * 0.04),
                    ],
                    LEAF,
                )
    title(canvas, "প্রতিটি শিশু, একটি গাছ", "বিদ্যালয় আঙিনায় বৃক্ষরোপণ কর্মসূচি")
    canvas.save("11-trees/brikkhoropon.jpg")


def hand_washing() -> None:
    canvas = Canvas(POST, "#dbeaf2")
    canvas.oval(600, 690, 620, 220, "#c5dde9")
    canvas.box(250, 130, 210, 36, "#8b969c", 12)
    canvas.box(420, 130, 42, 110, "#8b969c", 12)
    canvas.box(250, 90, 36, 330, "#8b969c", 10)
    canvas.box(428, 240, 26, 190, "#8fc1de", 12)
    canvas.shape([(290, 430), (620, 430), (570, 540), (340, 540)], "white")
    for x, y, r in ((520, 330, 38), (580, 380, 28), (560, 270, 22), (620, 310, 30), (650, 390, 20)):
        canvas.oval(x, y, r, r, "#f4fafc")
        canvas.oval(x - r * 0.3, y - r * 0.3, r * 0.25, r * 0.25, "#cfe4ee")
    canvas.text(900, 250, "সাবান দিয়ে", 62, DARK)
    canvas.text(900, 335, "হাত ধোয়া", 84, GREEN)
    canvas.text(900, 425, "খাবারের আগে, শৌচাগারের পরে", 28, INK, bold=False)
    canvas.save("calendar-images/haat-dhoya.png")


def main() -> None:
    vaccination_visit()
    standing_water()
    office_banner(
        "03-banner-with-portraits/new-banner.jpg",
        [(1030, 110, 380, CLERK), (1490, 130, 360, TEACHER), (1260, 90, 410, OFFICER)],
    )
    coverage_chart()
    eid_card()
    online_leave()
    flood_map()
    textbooks()
    saplings()
    office_banner("12-banner/office-banner.jpg")
    profile_picture()
    hand_washing()


if __name__ == "__main__":
    main()
