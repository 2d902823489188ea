"""What a moderator reads about a platform's limits: titles and reasons, in both languages."""

from __future__ import annotations

from app.bangla.digits import number
from app.checks.types import NotChecked
from app.i18n import Bilingual

CHECK = "platform-limits"

TITLES = {
    "photo.too-small": Bilingual(bn="ছবি ছোট", en="The picture is small"),
    "photo.other-shape": Bilingual(bn="ছবির আকৃতি আলাদা", en="Another shape"),
    "photo.too-heavy": Bilingual(bn="ফাইল বড়", en="The file is large"),
    "photo.words-cut-off": Bilingual(bn="লেখা কেটে যাবে", en="Words are cut off"),
    "photo.logo-cut-off": Bilingual(bn="লোগো কেটে যাবে", en="The logo is cut off"),
    "photo.face-cut-off": Bilingual(bn="মুখ কেটে যাবে", en="A face is cut off"),
    "photo.corners-cut-off": Bilingual(bn="কোনাগুলো কেটে যাবে", en="The corners are cut off"),
    "photo.too-many-images": Bilingual(bn="ছবি বেশি", en="Too many images"),
    "photo.needs-image": Bilingual(bn="ছবি নেই", en="No image"),
}

TOO_SMALL = Bilingual(
    bn="ছবিটি {width} × {height} পিক্সেল, অথচ {platform} অন্তত {wanted_width} × {wanted_height} পিক্সেলের "
    "ব্যানার নেয়। বড় একটি ছবি দিন; একাউন্টের পাতায় “ব্যানার তৈরি করুন” দিয়ে ঠিক মাপের ব্যানার বানানো যায়।",
    en="The picture is {width} × {height} pixels, and {platform} takes banners of {wanted_width} × "
    "{wanted_height} at least. Use a larger one; “Make a banner” on the account's page makes one of "
    "the right size.",
)
BANNER_ENLARGED = Bilingual(
    bn="ছবিটি {width} × {height} পিক্সেল; {platform} ব্যানার দেখায় {wanted_width} × {wanted_height} "
    "মাপে, তাই এটি টেনে বড় করা হবে ও ঝাপসা দেখাবে। বড় একটি ছবি দিন, অথবা একাউন্টের পাতায় “ব্যানার তৈরি "
    "করুন” ব্যবহার করুন।",
    en="The picture is {width} × {height} pixels; {platform} shows banners at {wanted_width} × "
    "{wanted_height}, so it is enlarged and looks blurred. Use a larger one, or “Make a banner” on the "
    "account's page.",
)
PROFILE_ENLARGED = Bilingual(
    bn="ছবিটির ছোট দিক {side} পিক্সেল; {platform} প্রোফাইল ছবি দেখায় {wanted_width} × {wanted_height} "
    "মাপে, তাই এটি টেনে বড় করা হবে ও ঝাপসা দেখাবে। লোগো বা ছবিটির বড় মূল ফাইলটি দিন।",
    en="The picture's short side is {side} pixels; {platform} shows profile pictures at {wanted_width} "
    "× {wanted_height}, so it is enlarged and looks blurred. Use the larger original of the logo or "
    "picture.",
)
BANNER_SHAPE = Bilingual(
    bn="{platform} ব্যানার দেখায় {wanted_width} × {wanted_height} অনুপাতে। এই ছবির {parts} কেটে যাবে। "
    "খসড়ার ছবির নিচে দেখুন কী থাকে; একাউন্টের পাতায় “ব্যানার তৈরি করুন” দিয়ে ঠিক আকৃতির ব্যানার বানানো যায়।",
    en="{platform} shows banners in the shape of {wanted_width} × {wanted_height}. Of this picture "
    "{parts} is cut off. See under the draft's image what is left; “Make a banner” on the account's "
    "page makes one of the right shape.",
)
CUT_EVERYWHERE = Bilingual(bn="{everywhere}%", en="{everywhere}%")
CUT_BY_DEVICE = Bilingual(
    bn="কম্পিউটারে {desktop}% ও মোবাইলে {phone}%", en="{desktop}% on a desktop and {phone}% on a phone"
)
PROFILE_SHAPE = Bilingual(
    bn="{platform} প্রোফাইল ছবির মাঝখানের বর্গটুকু গোল করে দেখায়। ছবিটি বর্গাকার নয়, তাই এর {percent}% কেটে "
    "যাবে। যা দেখানো দরকার তা মাঝখানে রেখে ছবিটি বর্গাকারে কেটে নিন।",
    en="{platform} shows the square in the middle of a profile picture, cut to a circle. The picture "
    "is not square, so {percent}% of it is cut off. Crop it to a square with what matters in the "
    "middle.",
)
TOO_HEAVY = Bilingual(
    bn="ফাইলটি {size}; {platform} নেয় সর্বোচ্চ {most}। এই ফাইলের বদলে “প্রকাশের কপি” আপলোড করুন: সেটি "
    "মাপমতো ছোট করা হয়।",
    en="The file has {size}; {platform} takes {most} at most. Upload the copy for publishing instead "
    "of this file: it is made small enough.",
)
ANIMATION_TOO_HEAVY = Bilingual(
    bn="অ্যানিমেশনটি {size}; {platform} নেয় সর্বোচ্চ {most}। অ্যানিমেশন এখানে ছোট করা যায় না; ফ্রেম বা মাপ "
    "কমিয়ে নতুন করে সংরক্ষণ করে দিন।",
    en="The animation has {size}; {platform} takes {most} at most. An animation cannot be made smaller "
    "here; save it anew with fewer frames or pixels.",
)
ANIMATION_TOO_LARGE = Bilingual(
    bn="অ্যানিমেশনটির বড় দিক {longest} পিক্সেল; {platform} নেয় সর্বোচ্চ {most}। অ্যানিমেশন এখানে ছোট করা "
    "যায় না; মাপ কমিয়ে নতুন করে সংরক্ষণ করে দিন।",
    en="The animation's longest side is {longest} pixels; {platform} takes {most} at most. An "
    "animation cannot be made smaller here; save it anew with fewer pixels.",
)
OUT_OF_SAFE = Bilingual(
    bn="ব্যানারের যে অংশ সব যন্ত্রে দেখা যায় তার বাইরে পড়েছে, তাই মোবাইলে কেটে যাবে",
    en="the part of the banner that every device shows, so phones cut it off",
)
OUT_OF_SHAPE = Bilingual(
    bn="{platform} এই আকৃতির ছবির যে অংশ দেখায় তার বাইরে পড়েছে, তাই কেটে যাবে",
    en="the part that {platform} shows of a picture of this shape, so it is cut off",
)
WORDS_OUTSIDE = Bilingual(
    bn="“{said}” {where}। লেখাটি মাঝখানে আনুন; “ব্যানার তৈরি করুন” সব লেখা ভেতরেই রাখে।",
    en="“{said}” reaches out of {where}. Move it towards the middle; “Make a banner” keeps all words inside.",
)
LOGO_OUTSIDE = Bilingual(
    bn="দপ্তরের লোগো {where}। লোগোটি মাঝখানে আনুন; “ব্যানার তৈরি করুন” লোগো ভেতরেই রাখে।",
    en="The office's logo reaches out of {where}. Move it towards the middle; “Make a banner” keeps it "
    "inside.",
)
FACE_OUTSIDE = Bilingual(
    bn="মুখটি {where}। ছবিটি রাখতে হলে অন্যভাবে কেটে নিন।",
    en="The face reaches out of {where}. If the picture stays, crop it another way.",
)
WORDS_OUT_OF_CIRCLE = Bilingual(
    bn="“{said}” প্রোফাইল ছবির গোল অংশের বাইরে পড়েছে, তাই কেটে যাবে। লেখাটি ছোট করে মাঝখানে আনুন।",
    en="“{said}” reaches out of the circle in which profile pictures are shown, so it is cut off. Make "
    "it smaller and move it to the middle.",
)
CORNERS = Bilingual(
    bn="প্রোফাইল ছবি গোল করে দেখানো হয়; এই ছবির কোনায় যা আছে তা কেটে যাবে। দরকারি কিছু বাদ পড়ে কি না "
    "খসড়ার ছবির নিচে দেখে নিন।",
    en="Profile pictures are shown round; what stands in the corners of this one is cut off. See under "
    "the draft's image whether anything important is lost.",
)
TOO_MANY_IMAGES = Bilingual(
    bn="পোস্টে ছবি ও ভিডিও মিলিয়ে {n}টি; {platform} একটি পোস্টে সর্বোচ্চ {most}টি নেয়। কয়েকটি বাদ দিন অথবা "
    "একাধিক পোস্ট করুন।",
    en="The post has {n} images and videos in all; {platform} takes {most} in a post at most. Leave "
    "some out, or make several posts.",
)
NEEDS_IMAGE = Bilingual(
    bn="{platform} ছবি বা ভিডিও ছাড়া কোনো পোস্ট নেয় না। একটি যোগ করুন।",
    en="{platform} takes no post without an image or video. Add one.",
)
NO_PLATFORM = NotChecked(
    CHECK,
    Bilingual(
        bn="কোন একাউন্টের জন্য তা বলা নেই, তাই মাধ্যমটির মাপের সঙ্গে (৬.১(ছ)) মেলানো হয়নি। একাউন্ট বেছে দিলে মেলানো হবে।",
        en="No account is named, so the picture was not compared with its platform's sizes (6.1(g)). "
        "Name the account to have that done.",
    ),
)
_UNKNOWN = Bilingual(
    bn="{platform} কোন মাপের ছবি নেয় তা তালিকায় নেই, তাই মাপ (৬.১(ছ)) মেলানো হয়নি; প্রকাশের পর একবার দেখে নিন।",
    en="The register does not know {platform}'s sizes for such a picture, so none were compared "
    "(6.1(g)); please look once it is published.",
)
_MEGABYTE, _KILOBYTE = 1_000_000, 1000


def unknown(platform: Bilingual) -> NotChecked:
    """Nothing is known of what a platform takes."""
    return NotChecked(
        CHECK,
        Bilingual(bn=_UNKNOWN.bn.format(platform=platform.bn), en=_UNKNOWN.en.format(platform=platform.en)),
    )


def size_of(size: int) -> Bilingual:
    """Bytes as people say them."""
    if size >= _MEGABYTE:
        tenths = round(size / _MEGABYTE, 1)
        amount = int(tenths) if tenths.is_integer() else tenths
        return Bilingual(bn=f"{number(amount, 'bn')} মেগাবাইট", en=f"{number(amount, 'en')} MB")
    amount = max(1, round(size / _KILOBYTE))
    return Bilingual(bn=f"{number(amount, 'bn')} কিলোবাইট", en=f"{number(amount, 'en')} KB")
