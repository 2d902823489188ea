"""What a moderator reads about a video or audio file, in both languages; of pictures see `words`."""

from __future__ import annotations

from app.bangla.digits import to_bangla
from app.checks.photo.words import filled
from app.checks.types import NotChecked
from app.i18n import Bilingual

KEPT_AS_IS, CAMERA_TRACK, NO_DESCRIPTION = "photo.kept-as-is", "photo.camera-track", "photo.no-alt-text"

TITLES = {
    "photo.gps": Bilingual(bn="ফাইলে অবস্থান (GPS) লেখা আছে", en="The file carries a position (GPS)"),
    CAMERA_TRACK: Bilingual(bn="ক্যামেরার বাড়তি তথ্য আছে", en="The camera recorded more"),
    KEPT_AS_IS: Bilingual(bn="প্রকাশের কপিতেও ফাইলের তথ্য থাকবে", en="The file's own data stay in the copy"),
    "photo.taken-earlier": Bilingual(bn="ভিডিওটি আগের", en="An earlier video"),
    NO_DESCRIPTION: Bilingual(bn="বর্ণনা নেই", en="No description"),
}
GPS = Bilingual(
    bn="কোথায় ধারণ করা হয়েছে তা ফাইলে লেখা আছে; এটি ব্যক্তিগত তথ্য। প্রকাশের সময় মূল ফাইলের বদলে তথ্যমুক্ত কপিটি ব্যবহার করুন।",
    en="The file says where it was recorded, which is personal data. Publish the copy without metadata "
    "instead of the original file.",
)
GPS_STAYS = Bilingual(
    bn="কোথায় ধারণ করা হয়েছে তা ফাইলে লেখা আছে; এটি ব্যক্তিগত তথ্য। এই ধরনের ফাইল থেকে তথ্যটি সরানো যায় না, তাই "
    "প্রকাশের কপিতেও থাকবে; MP4 হিসেবে নতুন করে সংরক্ষণ করে যোগ করুন।",
    en="The file says where it was recorded, which is personal data. It cannot be taken out of a file of "
    "this kind and stays in the copy for publishing; please save the video anew as MP4 and add that.",
)
PHONE_CAMERA = Bilingual(
    bn="ভিডিওটি মোবাইল ফোনে ধারণ করা ({camera})। ব্যক্তিগত সংগ্রহের ভিডিও কি না দেখে নিন।",
    en="The video was taken with a phone ({camera}). Please see that it is not from a private collection.",
)
MESSENGER_NAME = Bilingual(
    bn="ফাইলের নামটি {app} থেকে পাওয়া ফাইলের মতো। এটি কার, কোথা থেকে এসেছে এবং প্রকাশের অনুমতি আছে কি না জেনে নিন; "
    "সম্ভব হলে মূল ফাইলটি সংগ্রহ করুন।",
    en="The file is named the way {app} names what it saves. Please find out whose it is, where it comes "
    "from and whether it may be published; get the original if you can.",
)
NAMED_EARLIER = Bilingual(
    bn="ফাইলের নাম অনুযায়ী এটি {taken} তারিখের, পোস্টের {days} দিন আগের। এটি এই পোস্টের ঘটনারই কি না দেখে নিন (৭(খ))।",
    en="By its name the file is of {taken}, {days} days before the post. Please see that it shows what the "
    "post tells of (7(b)).",
)
TAKEN_EARLIER = Bilingual(
    bn="ফাইলের তারিখ অনুযায়ী এটি {taken} তারিখে ধারণ করা, পোস্টের {days} দিন আগে। এটি এই পোস্টের ঘটনারই কি না দেখে নিন "
    "(৭(খ))।",
    en="By its own date the file was recorded on {taken}, {days} days before the post. Please see that it "
    "shows what the post tells of (7(b)).",
)
CAMERA_TRACK_WHY = Bilingual(
    bn="ছবি ও শব্দের পাশাপাশি ক্যামেরা আরও তথ্য রেখেছে (যেমন নড়াচড়া বা অবস্থান)। তা প্রকাশের কপি থেকেও সরানো যায় না; "
    "ভিডিও সম্পাদনার প্রোগ্রামে নতুন করে সংরক্ষণ করলে সরে যায়।",
    en="Beside picture and sound the camera recorded more (such as motion or position). It cannot be taken "
    "out of the copy for publishing either; saving the video anew with a video editor leaves it out.",
)
KEPT_AS_IS_WHY = Bilingual(
    bn="এই ধরনের ফাইলের প্রকাশের কপি মূল ফাইলটিই: এর ভেতরে লেখা নাম, মন্তব্য বা প্রোগ্রামের কথা থেকে যায়। তাতে ব্যক্তিগত কিছু "
    "আছে কি না সন্দেহ হলে নতুন করে সংরক্ষণ করে যোগ করুন।",
    en="Of a file of this kind the copy for publishing is the file itself: names, comments and programs "
    "written in it stay. If they may be personal, please save it anew and add that.",
)
NO_DESCRIPTION_WHY = Bilingual(
    bn="এতে কী দেখা বা শোনা যায় তা লেখা নেই। যাঁরা দেখতে বা শুনতে পান না তাঁরা বর্ণনা থেকেই তা জানেন; প্রকাশের আগে লিখে দিলে "
    "এটি সবার উপযোগী হয় (৭(ক))। নির্দেশিকা এটি সরাসরি চায় না।",
    en="Nothing says what is seen or heard in it. Who cannot see or hear it learns that from the description "
    "alone; written before publishing, it makes it fit for everybody (7(a)). The guideline does not ask for "
    "it in so many words.",
)
_AT_TIME = Bilingual(bn="ভিডিওর {time} সময়ে: {why}", en="At {time} of the video: {why}")
_IN_DESCRIPTION = Bilingual(bn="“{name}”-এর বর্ণনায়: {why}", en="In the description of “{name}”: {why}")
_SAID_IN_DESCRIPTION = Bilingual(
    bn="“{name}”-এর বর্ণনায় “{said}” আছে। {why}", en="The description of “{name}” says “{said}”. {why}"
)
_SEEN = Bilingual(
    bn="“{name}” ভিডিও থেকে {n}টি ছবি নিয়ে দেখা হয়েছে (প্রতি {seconds} সেকেন্ডে অন্তত একটি); "
    "এর মাঝে যা আছে তা দেখা হয়নি। পুরোটা একজনকে দেখতে হবে।",
    en="{n} pictures of the video “{name}” were looked at, at least one every {seconds} seconds; what is "
    "between them was not. A person must watch the whole.",
)
_SEEN_UNTIL = Bilingual(
    bn="“{name}” ভিডিওর {until} পর্যন্ত {n}টি ছবি নিয়ে দেখা হয়েছে; এরপরের অংশ দেখা হয়নি। পুরোটা একজনকে দেখতে হবে।",
    en="{n} pictures of the video “{name}” were looked at up to {until}; what comes after was not. A person "
    "must watch the whole.",
)
_UNREADABLE = Bilingual(
    bn="“{name}” ভিডিওর ছবি এই প্রোগ্রাম পড়তে পারে না, তাই মুখ বা অশালীন কিছু খোঁজা হয়নি। পুরোটা একজনকে দেখতে হবে।",
    en="The pictures of the video “{name}” cannot be read by this program, so nothing was looked for in "
    "them. A person must watch the whole.",
)
_SOUND = Bilingual(
    bn="“{name}”-এর শব্দ কোনো যাচাই শোনে না। পুরোটা একজনকে শুনতে হবে।",
    en="No check hears the sound of “{name}”. A person must listen to the whole.",
)
_PAGE_CLIP = Bilingual(
    bn="“{name}” ছবি নয়। মাধ্যমটি ব্যানার বা প্রোফাইল ছবি হিসেবে এমন ফাইল নেয় কি না তা এখানে জানা নেই; "
    "এর মাপ (৬.১(ছ)), আর এতে দপ্তরের নাম ও লোগো (৬.১(ক)) মেলানো হয়নি। নিজে দেখে নিন, অথবা একটি ছবি ব্যবহার করুন।",
    en="“{name}” is no image. Whether the platform takes such a file as a banner or profile picture is not "
    "known here; its sizes (6.1(g)) were not compared, nor were the office's name and logo (6.1(a)) looked "
    "for in it. Please see for yourself, or use an image.",
)
_LATER_LETTERING = Bilingual(
    bn="“{name}” ভিডিওর শুধু প্রথম ছবির লেখা পড়া হয়েছে; পরে যা লেখা দেখা যায় তা পড়া হয়নি।",
    en="Only the text on the first picture of the video “{name}” was read; text shown later was not.",
)


def clock(milliseconds: int) -> Bilingual:
    """A time as players show it: 0:12, 1:02:03."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    shown = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return Bilingual(bn=to_bangla(shown), en=shown)


def at_time(why: Bilingual, at: int) -> Bilingual:
    """The reason with its time in a video. `at` in milliseconds."""
    return filled(_AT_TIME, time=clock(at), why=why)


def in_description(why: Bilingual, name: str, said: str | None) -> Bilingual:
    """The reason of a finding about a clip's description; `said`: the words it is about, if any."""
    if not said:
        return filled(_IN_DESCRIPTION, name=name, why=why)
    return filled(_SAID_IN_DESCRIPTION, name=name, said=" ".join(said.split()), why=why)


def seen(name: str, pictures: int, every: int) -> NotChecked:
    """`every`: milliseconds."""
    return NotChecked("between-pictures", filled(_SEEN, name=name, n=pictures, seconds=round(every / 1000)))


def seen_until(name: str, pictures: int, until: int) -> NotChecked:
    """`until`: milliseconds."""
    return NotChecked("between-pictures", filled(_SEEN_UNTIL, name=name, n=pictures, until=clock(until)))


def unreadable(name: str) -> NotChecked:
    return NotChecked("video", filled(_UNREADABLE, name=name))


def sound(name: str) -> NotChecked:
    return NotChecked("sound", filled(_SOUND, name=name))


def page_clip(name: str) -> NotChecked:
    """Of a video or audio file that is meant as a banner or profile picture."""
    return NotChecked("page-clip", filled(_PAGE_CLIP, name=name))


def later_lettering(name: str) -> NotChecked:
    return NotChecked("later-lettering", filled(_LATER_LETTERING, name=name))
