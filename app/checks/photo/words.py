"""What a moderator reads about a finding on an image: title and reason by rule, in both languages."""

from __future__ import annotations

from app.bangla.digits import number, to_bangla
from app.checks.types import NotChecked
from app.i18n import Bilingual


def filled(template: Bilingual, **params: int | Bilingual | str) -> Bilingual:
    """The sentence with its braces filled: numbers in each language's digits, sentences in its words."""

    def in_language(language: str) -> str:
        shown = {
            name: number(value, language)
            if isinstance(value, int)
            else value.in_(language)
            if isinstance(value, Bilingual)
            else value
            for name, value in params.items()
        }
        return template.in_(language).format_map(shown)

    return Bilingual(bn=in_language("bn"), en=in_language("en"))


TITLES = {
    "photo.face": Bilingual(bn="মানুষের মুখ", en="A face"),
    "photo.possible-face": Bilingual(bn="মুখ হতে পারে", en="Possibly a face"),
    "photo.drawn-face": Bilingual(bn="আঁকা মুখ", en="A drawn face"),
    "photo.portrait": Bilingual(bn="এক ব্যক্তির প্রতিকৃতি", en="Portrait of one person"),
    "photo.personal": Bilingual(bn="ব্যক্তিগত ছবি হতে পারে", en="Possibly a personal photo"),
    "photo.collage": Bilingual(bn="কোলাজ বা ফ্রেমে সাজানো ছবি", en="A collage or a framed photo"),
    "photo.obscene": Bilingual(bn="অশালীন ছবি হতে পারে", en="Possibly an obscene image"),
    "photo.office-name": Bilingual(bn="দপ্তরের নাম আছে", en="The office's name"),
    "photo.no-office-name": Bilingual(bn="দপ্তরের নাম পাওয়া যায়নি", en="No office name"),
    "photo.logo-found": Bilingual(bn="দপ্তরের লোগো আছে", en="The office's logo"),
    "photo.no-alt-text": Bilingual(bn="ছবির বিকল্প লেখা নেই", en="No alt text"),
    "photo.known-rejected": Bilingual(bn="আগে আপত্তি ওঠা ছবি", en="Objected to before"),
    "photo.known-dismissed": Bilingual(bn="আগে দেখে ছাড় দেওয়া ছবি", en="Looked at and passed before"),
    "photo.known-approved": Bilingual(bn="আগে অনুমোদিত ছবি", en="Approved before"),
    "photo.gps": Bilingual(bn="ছবিতে অবস্থান (GPS) লেখা আছে", en="The image carries a position (GPS)"),
    "photo.phone-camera": Bilingual(bn="মোবাইল ফোনে তোলা", en="Taken with a phone"),
    "photo.messenger-name": Bilingual(bn="বার্তা-মাধ্যম থেকে পাওয়া", en="Passed on by a messenger"),
    "photo.screenshot": Bilingual(bn="স্ক্রিনশট", en="A screenshot"),
    "photo.taken-earlier": Bilingual(bn="ছবিটি আগের", en="An earlier photo"),
}

FACE_ON_BANNER = Bilingual(
    bn="ছবিতে একটি মুখ (মোট {n}টি)। দাপ্তরিক পেজের ব্যানার বা প্রোফাইল ছবিতে "
    "ব্যক্তিগত বা পারিবারিক ছবি দেওয়া যায় না (৬.১(ঘ)); ছবিটি তেমন কি না দেখে সিদ্ধান্ত দিন।",
    en="A face ({n} in all). The banner or profile picture of an official page carries no personal or "
    "family photo (6.1(d)); please look whether this is one and answer.",
)
POSSIBLE_FACE_ON_BANNER = Bilingual(
    bn="এখানে মুখের মতো কিছু আছে, তবে নিশ্চিত নয়: আঁকা ছবি, ভাস্কর্য বা প্রাণীও হতে পারে। "
    "ব্যক্তিগত বা পারিবারিক ছবি হলে ব্যানার বা প্রোফাইলে দেওয়া যায় না (৬.১(ঘ))।",
    en="Something like a face is here, but it is not certain: it may be a drawing, a statue or an animal. "
    "A personal or family photo may not stand in a banner or profile picture (6.1(d)).",
)
DRAWN_FACE_ON_BANNER = Bilingual(
    bn="ছবিতে একটি মুখ, তবে রঙ ও রেখা দেখে আঁকা মনে হয়। কোনো ব্যক্তির প্রতিকৃতি হলে তা ব্যানার বা "
    "প্রোফাইলে দেওয়া যায় না (৬.১(ঘ)); দেখে নিন।",
    en="A face, but by its colours and outlines it looks drawn. If it is a likeness of a person it may not "
    "stand in a banner or profile picture (6.1(d)); please look.",
)
FACE_IN_POST = Bilingual(
    bn="ছবিতে একটি মুখ (মোট {n}টি)। মুখের আকার দেখে পারিবারিক আর দাপ্তরিক ছবি আলাদা করা যায় না; "
    "ছবিটি ব্যক্তিগত বা পারিবারিক কি না দেখে নিন (৭(গ))।",
    en="A face in the image ({n} in all). Its size does not tell a family photo from an official one; "
    "please see that it is not personal or family matter (7(c)).",
)
POSSIBLE_FACE_IN_POST = Bilingual(
    bn="এখানে মুখের মতো কিছু আছে, তবে নিশ্চিত নয়: আঁকা ছবি, ভাস্কর্য বা প্রাণীও হতে পারে।",
    en="Something like a face is here, but it is not certain: it may be a drawing, a statue or an animal.",
)
DRAWN_FACE_IN_POST = Bilingual(
    bn="ছবিতে একটি মুখ, তবে রঙ ও রেখা দেখে আঁকা মনে হয়।",
    en="A face, but by its colours and outlines it looks drawn.",
)
PORTRAIT = Bilingual(
    bn="একটি মুখ ছবির প্রায় {percent}% জুড়ে আছে, অর্থাৎ ছবির বিষয় একজন ব্যক্তি। ব্যক্তিগত ছবি (৭(গ)) বা "
    "আত্মপ্রচার (১০(জ)) দাপ্তরিক মাধ্যমে প্রকাশ করা যায় না; দাপ্তরিক প্রয়োজনের ছবি কি না দেখে নিন।",
    en="One face fills about {percent}% of the image, so one person is its subject. Personal photos (7(c)) "
    "and self-promotion (10(h)) are not published; please see whether official work calls for this photo.",
)
PERSONAL = Bilingual(
    bn="ছবিতে কাছ থেকে তোলা মুখ ({n}টি) আছে এবং ছবিটি {signs}। ব্যক্তিগত বা পারিবারিক ছবি দাপ্তরিক "
    "মাধ্যমে দেওয়া যায় না (৭(গ)); ছবিটি তেমন কি না দেখে নিন।",
    en="Faces seen close ({n}) in an image that was {signs}. Nothing personal or family-related is posted "
    "on an official medium (7(c)); please see whether this is.",
)
COLLAGE = Bilingual(
    bn="ছবিটি {n}টি বা তার বেশি আলাদা ছবি জুড়ে বানানো মনে হয়। অনুষ্ঠানের খবরে এমন ছবি থাকে, আবার পারিবারিক অ্যালবাম আর "
    "মোবাইলের অ্যাপেও এমন বানানো হয়; প্রতিটি অংশ ব্যক্তিগত বা পারিবারিক কি না আলাদা করে দেখে নিন।",
    en="The image seems to be put together from {n} pictures or more. Reports of events have such images, "
    "and so have family albums and phone apps; please see of each part that it is not personal or family "
    "matter.",
)
FRAMED = Bilingual(
    bn="ছবিটি ফ্রেমে সাজানো মনে হয়, যেমন অ্যালবামে বা মোবাইলের অ্যাপে করা হয়। ব্যক্তিগত বা পারিবারিক কি না দেখে নিন।",
    en="The image seems to be set in a frame, as albums and phone apps do. Please see that it is not "
    "personal or family matter.",
)
OBSCENE = Bilingual(
    bn="ছবিটি {degree} (মান {percent}%)। এই মান শুধু নগ্নতার সঙ্গে মিল মাপে; ভাস্কর্য, শিল্পকর্ম বা চিকিৎসার ছবিতেও "
    "বেশি হতে পারে। অশালীন কিছু প্রকাশ করা যায় না (১০(ঝ)); ছবিটি দেখে সিদ্ধান্ত দিন।",
    en="The image is {degree} (score {percent}%). The score measures likeness to nudity alone, and may be "
    "high on a statue, art or a medical picture. Nothing obscene is published (10(i)); please look and "
    "answer.",
)
OBSCENE_LIKELY = Bilingual(bn="খুব সম্ভবত অশালীন", en="very likely obscene")
OBSCENE_POSSIBLE = Bilingual(bn="অশালীন হতে পারে", en="possibly obscene")
GPS = Bilingual(
    bn="কোথায় তোলা হয়েছে তা ছবির ফাইলে লেখা আছে; এটি ব্যক্তিগত তথ্য। প্রকাশের সময় মূল ফাইলের বদলে "
    "তথ্যমুক্ত কপিটি ব্যবহার করুন।",
    en="The file says where the photo was taken, which is personal data. Publish the copy without metadata "
    "instead of the original file.",
)
PHONE_CAMERA = Bilingual(
    bn="ছবিটি মোবাইল ফোনে তোলা ({camera})। ব্যক্তিগত সংগ্রহের ছবি কি না দেখে নিন।",
    en="The photo was taken with a phone ({camera}). Please see that it is not from a private collection.",
)
FRONT_CAMERA = Bilingual(
    bn="ছবিটি ফোনের সামনের (সেলফি) ক্যামেরায় তোলা ({camera})। ব্যক্তিগত ছবি কি না দেখে নিন।",
    en="The photo was taken with a phone's front (selfie) camera ({camera}). "
    "Please see that it is not a personal photo.",
)
MESSENGER_NAME = Bilingual(
    bn="ফাইলের নামটি {app} থেকে পাওয়া ছবির মতো। ছবিটি কার, কোথা থেকে এসেছে এবং প্রকাশের অনুমতি আছে কি না "
    "জেনে নিন; সম্ভব হলে মূল ছবিটি সংগ্রহ করুন।",
    en="The file is named the way {app} names images. Please find out whose it is, where it comes from and "
    "whether it may be published; get the original if you can.",
)
SCREENSHOT = Bilingual(
    bn="ফাইলের নাম অনুযায়ী এটি স্ক্রিনশট। এতে কারও ব্যক্তিগত কথোপকথন, নাম বা নম্বর দেখা যায় কি না এবং ছবিটি কার, দেখে নিন।",
    en="By its name this is a screenshot. Please see whether it shows anyone's private conversation, name or "
    "number, and whose it is.",
)
TAKEN_EARLIER = Bilingual(
    bn="ক্যামেরার তারিখ অনুযায়ী ছবিটি {taken} তারিখে তোলা, পোস্টের {days} দিন আগে। ছবিটি এই পোস্টের "
    "ঘটনারই কি না দেখে নিন (৭(খ))।",
    en="By the camera's date the photo was taken on {taken}, {days} days before the post. Please see that it "
    "shows what the post tells of (7(b)).",
)
NAMED_EARLIER = Bilingual(
    bn="ফাইলের নাম অনুযায়ী ছবিটি {taken} তারিখের, পোস্টের {days} দিন আগের। ছবিটি এই পোস্টের ঘটনারই কি না "
    "দেখে নিন (৭(খ))।",
    en="By its file's name the image is of {taken}, {days} days before the post. Please see that it shows "
    "what the post tells of (7(b)).",
)
KNOWN_UPHELD = Bilingual(
    bn="এই ছবি (বা এর কপি) নিয়ে {day} তারিখে {member} আপত্তি বহাল রেখেছিলেন{reason}। আবার দেওয়ার আগে দেখে নিন।",
    en="{member} upheld an objection to this image (or a copy of it) on {day}{reason}. Please look before "
    "it is used again.",
)
KNOWN_REJECTED = Bilingual(
    bn="এই ছবি (বা এর কপি) আছে এমন একটি পোস্ট {day} তারিখে {member} বাতিল করেছিলেন{reason}। কারণটি ছবি নিয়ে কি না "
    "দেখে নিন।",
    en="A post with this image (or a copy of it) was rejected by {member} on {day}{reason}. Please see "
    "whether the reason was the image.",
)
KNOWN_DISMISSED = Bilingual(
    bn="এই ছবির (বা এর কপির) মুখ নিয়ে {day} তারিখে {member} দেখে ছাড় দিয়েছিলেন{reason}।",
    en="{member} looked at the faces on this image (or a copy of it) on {day} and "
    "dismissed the finding{reason}.",
)
KNOWN_BANNER = Bilingual(
    bn="এটি {day} তারিখে {member} যে ব্যানার অনুমোদন করেছিলেন সেটিই (বা তার কপি){reason}।",
    en="This is the banner approved on {day} by {member}, or a copy of it{reason}.",
)
KNOWN_PROFILE_PICTURE = Bilingual(
    bn="এটি {day} তারিখে {member} যে প্রোফাইল ছবি অনুমোদন করেছিলেন সেটিই (বা তার কপি){reason}।",
    en="This is the profile picture approved on {day} by {member}, or a copy of it{reason}.",
)

SIGN_FRONT_CAMERA = Bilingual(bn="সামনের (সেলফি) ক্যামেরায় তোলা", en="taken with a front (selfie) camera")
SIGN_PHONE = Bilingual(bn="মোবাইল ফোনে তোলা", en="taken with a phone")
SIGN_COLLAGE = Bilingual(bn="কয়েকটি ছবি জুড়ে বানানো", en="put together from several pictures")
SIGN_FRAMED = Bilingual(bn="ফ্রেমে সাজানো", en="set in a frame")
SIGN_PASSED_ON = Bilingual(bn="{app} থেকে পাওয়া", en="passed on by {app}")


def quoted(said: Bilingual) -> Bilingual:
    """What a person gave as a reason, to follow a sentence; nothing where they gave none."""
    if not said.en:
        return said
    return Bilingual(bn=f": “{said.bn}”", en=f": “{said.en}”")


def joined(signs: list[Bilingual]) -> Bilingual:
    """Signs as one phrase: "taken with a phone and passed on by WhatsApp"."""
    return Bilingual(bn=" ও ".join(sign.bn for sign in signs), en=" and ".join(sign.en for sign in signs))


IN_LETTERING = Bilingual(
    bn="ছবির ভেতরের লেখায় “{said}” পড়া গেছে। {why}",
    en="“{said}” was read on the image. {why}",
)
OFFICE_NAME_FOUND = Bilingual(
    bn="ব্যানারে দপ্তরের নাম পড়া গেছে, যেমনটি থাকার কথা (৬.১(ক))।",
    en="The office's name was read on the banner, as it should be (6.1(a)).",
)
OFFICE_NAME_NOT_FOUND = Bilingual(
    bn="ব্যানারের লেখা পড়া গেছে, কিন্তু তাতে দপ্তরের নাম পাওয়া যায়নি। ব্যানারে প্রতিষ্ঠানের নাম ও লোগো থাকতে হয় "
    "(৬.১(ক)); দেখে নিন।",
    en="The banner's text was read, and the office's name was not in it. A banner bears the institution's "
    "name and logo (6.1(a)); please look.",
)
OFFICE_NAME_UNREAD = NotChecked(
    "office-name",
    Bilingual(
        bn="ব্যানারে দপ্তরের নাম আছে কি না (৬.১(ক)) পড়ে বোঝা যায়নি; নিজে দেখে নিন।",
        en="Whether the office's name is on the banner (6.1(a)) could not be read; please look yourself.",
    ),
)
NO_NAME_TO_LOOK_FOR = NotChecked(
    "office-name",
    Bilingual(
        bn="দপ্তরের কোনো নাম জানা নেই বলে ব্যানারে তা (৬.১(ক)) খোঁজা হয়নি; নিজে দেখে নিন। দপ্তরের তথ্য দেওয়া থাকলে খোঁজা হয়।",
        en="No name of the office is known, so it was not looked for on the banner (6.1(a)); please look "
        "yourself. Once the office's details are recorded, it is looked for.",
    ),
)
LOGO_FOUND = Bilingual(
    bn="এখানে দপ্তরের লোগোর মতো একটি চিহ্ন পাওয়া গেছে; ব্যানারে লোগো থাকার কথা (৬.১(ক))। একই ধাঁচের অন্য দপ্তরের লোগো "
    "হতে পারে, তাই একবার মিলিয়ে নিন।",
    en="A sign like the office's logo was found here, as a banner should bear (6.1(a)). Another office's "
    "logo of the same pattern may look so too; please compare once.",
)
LOGO_NOT_FOUND = NotChecked(
    "logo",
    Bilingual(
        bn="ছবিতে দপ্তরের লোগো (৬.১(ক)) খুঁজে পাওয়া যায়নি; ছোট বা অন্য রঙের লোগো এই যাচাই চেনে না, তাই নিজে দেখে নিন।",
        en="The office's logo (6.1(a)) could not be found; a small one, or one in other colours, is not "
        "recognised, so please look yourself.",
    ),
)
NO_LOGO_TO_LOOK_FOR = NotChecked(
    "logo",
    Bilingual(
        bn="দপ্তরের কোনো লোগো জানা নেই বলে ব্যানারে তা (৬.১(ক)) খোঁজা হয়নি; নিজে দেখে নিন। দপ্তরের পাতায় লোগো "
        "রাখলে এরপর খোঁজা হবে।",
        en="No logo of the office is known, so it was not looked for on the banner (6.1(a)); please look "
        "yourself. Once a logo is kept on the office's page, it is looked for.",
    ),
)
_NO_ALT_TEXT = Bilingual(
    bn="{which}ছবিতে কী আছে তা লেখা নেই। যাঁরা ছবি দেখতে পান না তাঁরা বিকল্প লেখা থেকেই তা জানেন; প্রকাশের আগে লিখে দিলে "
    "ছবিটি সবার উপযোগী হয় (৭(ক))। নির্দেশিকা এটি সরাসরি চায় না।",
    en="Nothing says what {which} shows. Who cannot see it learns that from the alt text alone; written "
    "before publishing, it makes the image fit for everybody (7(a)). The guideline does not ask for it in "
    "so many words.",
)
_IN_ALT_TEXT = Bilingual(bn="{which}ছবির বিকল্প লেখায়: {why}", en="In the alt text of {which}: {why}")
_SAID_IN_ALT_TEXT = Bilingual(
    bn="{which}ছবির বিকল্প লেখায় “{said}” আছে। {why}", en="The alt text of {which} says “{said}”. {why}"
)
FURTHER_FRAMES_NOT_CHECKED = Bilingual(
    bn="অ্যানিমেশনটির {frames}টি ফ্রেমের মধ্যে সবচেয়ে আলাদা {seen}টি দেখা হয়েছে; পুরোটা একবার নিজে চালিয়ে দেখে নিন।",
    en="Of the animation's {frames} frames the {seen} most different were looked at; "
    "please watch the whole of it once yourself.",
)
_IN_FRAME = Bilingual(
    bn="অ্যানিমেশনের {frame} নম্বর ফ্রেমে ({seconds} সেকেন্ডে): {why}",
    en="In frame {frame} of the animation (at {seconds} seconds): {why}",
)


def in_alt_text(why: Bilingual, said: str | None, name: str) -> Bilingual:
    """The reason of a finding about an image's alt text; `said`: the words it is about, if any.

    `name`: the image's, "" where there is only one.
    """
    if not said:
        return filled(_IN_ALT_TEXT, which=_which(name), why=why)
    return filled(_SAID_IN_ALT_TEXT, which=_which(name), said=" ".join(said.split()), why=why)


def no_alt_text(name: str) -> Bilingual:
    """That an image lacks an alt text; `name` as above."""
    return filled(_NO_ALT_TEXT, which=_which(name))


def _which(name: str) -> Bilingual:
    return Bilingual(bn=f"“{name}” ", en=f"“{name}”") if name else Bilingual(bn="", en="the image")


def in_frame(why: Bilingual, number: int, at: int) -> Bilingual:
    """The reason with its place in an animation. `number` counts from 0, `at` in milliseconds."""
    seconds = f"{at / 1000:.1f}"
    shown = Bilingual(bn=to_bangla(seconds), en=seconds)
    return filled(_IN_FRAME, frame=number + 1, seconds=shown, why=why)
