"""The strength of passwords as people here choose them, and what would make them better."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.services.secrets import passwords
from app.services.secrets.strength import Advice, Grade, Strength, measure, own_words
from app.services.secrets.wordlists import word_list
from tests.helpers.lots import examples

OWN = ("sample_upeo", "নমুনা শিক্ষা অফিস", "Sample Upazila Education Office", "Rahima Khatun")


def grade(password: str) -> Strength:
    return measure(Secret(password), OWN)


@pytest.mark.parametrize(
    "password",
    [
        *("Sonarbangla1", "amarsonarbangla", "shapla#2023", "dpi_facebook_2024", "বাংলাদেশ১৯৭১"),
        *("Shonar-Bangla-2024", "joybanglajoybangla", "minister#Dhaka!2025", "P@ssw0rd123", "মেঘনা পদ্মা যমুনা"),
        *("sample_upeo@2026", "SUEO2026!", "রহিমা১৯৮৫", "শিক্ষা_অফিস_২০২৬", "01712345678", "Rahima01712345678"),
        *(
            "qwertyuiop123",
            "কখগঘঙচ১২৩৪",
            "ঙযডপটচজহ",
            "a" * 1000,
            "",
            " ",
            "upazila_sample_facebook_page_2026",
        ),
    ],
)
def test_what_people_choose_does_not_pass(password: str) -> None:
    found = grade(password)
    assert not found.passes
    assert found.advice


def test_bangla_typed_on_a_latin_keyboard_is_no_chance() -> None:
    """বাংলাদেশ on Bijoy as seen and as spoken, and on Probhat."""
    for password in ("hfQVclfM", "hfQVfclM", "hfQVflcM", "baLlaq[x71"):
        assert not grade(password).passes
    assert Advice.KEYBOARD in grade("hfQVfclM71").advice


@pytest.mark.parametrize(
    "password",
    [
        *("kQ7#vT2pW9xMj", "correct horse battery staple", "ঝিনুক-পাহাড়-কলস-জোনাকি-বৈঠা"),
        *("jhinuk-pahar-kolos-jonaki-boitha", "আমি প্রতিদিন সকালে নদীর ধারে হাঁটি"),
    ],
)
def test_long_chance_and_good_passphrases_pass(password: str) -> None:
    found = grade(password)
    assert found.grade is Grade.STRONG
    assert found.advice == ()


def test_what_would_make_it_better() -> None:
    assert grade("sample_upeo@2026").advice == (Advice.OFFICE_NAME, Advice.DATE, Advice.PASSPHRASE)
    assert Advice.SIGNS in grade("P@ssw0rd").advice
    assert Advice.PHONE in grade("01712345678").advice
    assert Advice.LONGER in grade("x7Kp9qT").advice


@examples(6)
@given(st.text(max_size=120))
def test_no_password_is_too_strange_or_too_long(password: str) -> None:
    assert grade(password).power >= 0


def test_names_of_the_office_are_known(desk: Desk, office_of_one: dict[str, int]) -> None:
    own = own_words(desk, 1)
    assert {"sample_upeo", "Rahima", "Sample Upazila Education Office"} <= set(own)
    assert Advice.OFFICE_NAME in measure(Secret("samplEupeo#99"), own).advice


@pytest.mark.parametrize("latin", [False, True])
def test_made_passphrases_pass_and_state_their_bits(latin: bool) -> None:
    for _ in range(5):
        made = passwords.passphrase(latin=latin)
        assert measure(made.secret, OWN).passes
        assert made.secret.reveal().isascii() is latin
        assert 55 < made.bits < 60


def test_the_list_of_words_is_long_and_each_has_its_own_latin_spelling() -> None:
    words = word_list("passphrase-bn")
    assert len(words) >= 2048
    assert len({passwords.in_latin(word) for word in words}) == len(words)
    assert all(passwords.in_latin(word).isalpha() and passwords.in_latin(word).isascii() for word in words)


def test_made_passwords_pass_and_have_no_look_alikes() -> None:
    for length in (12, 20, 64):
        made = passwords.password(length)
        text = made.secret.reveal()
        assert len(text) == length
        assert not set(text) & set("0Oo1Il2Z5S8B|")
        assert set(text) & set(passwords.DIGITS)
        assert set(text) & set(passwords.SIGNS)
        assert measure(made.secret, OWN).passes
    plain = passwords.password(20, signs="").secret.reveal()
    assert plain.isalnum()
    # Two kinds of one sign each: of the four of two places, two have both.
    assert passwords._how_many(2, [1, 1]) == 2


def test_lengths_out_of_reason_are_refused() -> None:
    for call in (
        lambda: passwords.password(11),
        lambda: passwords.password(65),
        lambda: passwords.passphrase(3),
        lambda: passwords.passphrase(13),
    ):
        with pytest.raises(Refusal):
            call()
