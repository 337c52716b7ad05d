"""What is posted of an answer is what its writer wrote, in whatever mail programme and language."""

import pytest

from communities.correspondence.quoting import own_words

ADDRESS = "reply+r1a-2b-1xz-abcdefghij0123456789a@mail.hub.example"
OWN = """We listen at the valves:

- by night,
- with a stethoscope.

Thanks, that was it?

    a line of figures

Best regards to Kotka: they found 12 leaks in 2024."""
SAID = "##- Answer this mail -##\n\nBen wrote in “Leaks”\n\n> He quoted\n\nHow do you find leaks?"
QUOTED = "\n".join(f"> {line}".rstrip() for line in SAID.splitlines())

STYLES = {
    "Gmail, English": f"On Sun, Nov 22, 2026 at 10:00 AM Headwaters <{ADDRESS}> wrote:\n\n{QUOTED}",
    "Gmail, English, wrapped": f"On Sun, 22 Nov 2026 at 10:00, Headwaters <\n{ADDRESS}> wrote:\n\n{QUOTED}",
    "Gmail, French": f"Le dim. 22 nov. 2026 à 10:00, Headwaters <{ADDRESS}> a écrit :\n\n{QUOTED}",
    "Gmail, French, wrapped": f"Le dim. 22 nov. 2026 à 10:00, Headwaters <{ADDRESS}> a\nécrit\xa0:\n\n{QUOTED}",
    "Gmail, Spanish": f"El dom, 22 nov 2026 a las 10:00, Headwaters (<{ADDRESS}>)\nescribió:\n\n{QUOTED}",
    "Gmail, Russian": f"вс, 22 нояб. 2026 г. в 10:00, Headwaters <{ADDRESS}>:\n\n{QUOTED}",
    "Outlook, English": (
        f"________________________________\nFrom: Headwaters <{ADDRESS}>\nSent: Sunday, November 22, 2026 10:00 AM\n"
        f"To: Ana Ruiz\nSubject: Re: Leaks\n\n{SAID}"
    ),
    "Outlook, French": (
        f"De : Headwaters <{ADDRESS}>\nEnvoyé : dimanche 22 novembre 2026 10:00\nÀ : Ana Ruiz\n"
        f"Objet : Re: Leaks\n\n{SAID}"
    ),
    "Outlook, Spanish": (
        f"De: Headwaters <{ADDRESS}>\nEnviado: domingo, 22 de noviembre de 2026 10:00\nPara: Ana Ruiz\n"
        f"Asunto: Re: Leaks\n\n{SAID}"
    ),
    "Outlook, Russian": (
        f"От: Headwaters <{ADDRESS}>\nОтправлено: 22 ноября 2026 г. 10:00\nКому: Ana Ruiz\nТема: Re: Leaks\n\n{SAID}"
    ),
    "Outlook, without the address": f"From: Headwaters\nSent: Sunday\nTo: Ana Ruiz\nSubject: Re: Leaks\n\n{SAID}",
    "Outlook, old": f"-----Original Message-----\nFrom: Headwaters [mailto:{ADDRESS}]\nSent: Sunday\n\n{SAID}",
    "Yandex": f'22.11.2026, 10:00, "Headwaters" <{ADDRESS}>:\n\n{QUOTED}',
    "Yandex, not marked": (
        "----------------\nКому: ana@utility.example;\nТема: Re: Leaks;\n"
        f'22.11.2026, 10:00, "Headwaters" <{ADDRESS}>:\n{SAID}'
    ),
    "Mail.ru": f">Воскресенье, 22 ноября 2026, 10:00 +03:00 от Headwaters <{ADDRESS}>:\n{QUOTED}",
    "Apple Mail, French": f"> Le 22 nov. 2026 à 10:00, Headwaters <{ADDRESS}> a écrit :\n> \n{QUOTED}",
    "Apple Mail, Russian": f"> 22 нояб. 2026 г., в 10:00, Headwaters <{ADDRESS}> написал(а):\n> \n{QUOTED}",
    "Thunderbird, Russian": f"22.11.2026 10:00, Headwaters пишет:\n{QUOTED}",
    "Thunderbird, Spanish": f"El 22/11/2026 a las 10:00, Headwaters escribió:\n{QUOTED}",
    "Thunderbird, French": f"Le 22/11/2026 à 10:00, Headwaters a écrit :\n{QUOTED}",
    "no introduction": SAID,
    "nothing": "",
}


@pytest.fixture(autouse=True)
def mailbox(settings: object) -> None:
    settings.INBOUND_ADDRESS = "reply@mail.hub.example"  # type: ignore[attr-defined]


@pytest.mark.parametrize("style", STYLES)
def test_above_the_quote_everything_is_kept_and_below_it_nothing(style: str) -> None:
    assert own_words(f"{OWN}\n\n{STYLES[style]}\n") == OWN


@pytest.mark.parametrize("style", [style for style, quote in STYLES.items() if QUOTED in quote])
def test_who_answers_below_what_is_quoted_is_heard_too(style: str) -> None:
    assert own_words(f"{STYLES[style]}\n\n{OWN}\n") == OWN


def test_who_answers_line_by_line_is_heard_whole() -> None:
    introduction = f"On 22 Nov 2026, Headwaters <{ADDRESS}> wrote:"
    text = f"Hello,\n\n{introduction}\n> How do you find leaks?\n\nBy ear.\n\n> When?\n\nAt night."
    assert own_words(text).split() == ["Hello,", "By", "ear.", "At", "night."]


def test_a_quote_that_the_writer_makes_is_the_writers() -> None:
    text = "As the manual says:\n\n> Listen at the valves.\n\nWe do."
    assert own_words(text) == text


def test_a_mail_address_within_a_sentence_cuts_nothing() -> None:
    text = f"I wrote to {ADDRESS} in 2024 and was answered.\n\nThen nothing."
    assert own_words(text) == text


@pytest.mark.parametrize(
    "end",
    [
        "-- \nAna Ruiz\nEngineer, 12:30",
        "--\nАна Руис",
        "Sent from my iPhone",
        "Get Outlook for Android",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Отправлено с iPhone",
        "-- \nОтправлено из мобильного приложения Яндекс Почты",
    ],
)
def test_a_signature_is_left_out(end: str) -> None:
    assert own_words(f"{OWN}\n\n{end}\n") == OWN
    assert own_words(f"{OWN}\n\n{end}\n\n{STYLES['Gmail, Russian']}\n") == OWN


@pytest.mark.parametrize(
    "sign", [">", "-", "From: \n", " \n", "a\n", "1:11 a\n", f"{ADDRESS}\n", "##- ", "От: \n", "> \n"]
)
def test_no_text_takes_long_to_read(sign: str) -> None:
    """As much as is read of a mail: a text that made it slow would take minutes."""
    own_words(sign * (200_000 // len(sign)))
