"""What somebody wrote in a mail, without what the mail programme put below or around it.

Mail programmes introduce what they quote in as many ways as there are programmes and languages. What they have in
common is that they name who wrote: this site, by an address of its own. That, the mark that our mails begin with, and
a date before lines that begin with ">" are what is looked for, whatever the language.
"""

import re
from email.utils import parseaddr

from django.conf import settings

MARK = re.compile(r"^[>\s]*(\\?#){2}- ")  # as Markdown too, which keeps it from being a heading
SIGNATURE = re.compile(r"^(-- ?|—)$")
SENT_FROM = re.compile(
    r"^(Sent from|Get Outlook|Envoyé (de|depuis)|Télécharger Outlook|Enviado (desde|con)|Obtener Outlook|"
    r"Отправлено (с|из)|Получите Outlook)\b.{0,80}$",
    re.IGNORECASE,
)
FIELD = re.compile(r"^\W*[^\W\d]\w{0,15}( \w{1,15})?\s?:")  # "От кого: ", "*Envoyé :* "
RULE = re.compile(r"^\s*[-_*]{3,}+[^-_*]{0,60}[-_*]*+\s*$")  # "-----Original Message-----"; "+": never looked at twice
INTRODUCTION = 6  # lines at most
DATE = re.compile(r"\d{1,2}[:.h]\d{2}|\d{4}")


def own_words(text: str) -> str:
    """Top-posted, bottom-posted or in between; a quote that nobody introduced is the writer's own."""
    lines = text.replace("\xa0", " ").split("\n")
    start = _quoted_from(lines)
    above, below = (lines, []) if start is None else (lines[:start], lines[start:])
    answers = _answers_in(below)
    return "\n".join(_without_signature(above) + _without_signature(answers)).strip()


def _quoted_from(lines: list[str]) -> int | None:
    """Where what was written before begins, its introduction included."""
    ours = _our_addresses()
    for number, line in enumerate(lines):
        if any(address in line.lower() for address in ours) and _introduces(lines, number):
            return _start_of_introduction(lines, number)
        if MARK.match(line):
            return _introduction_above(lines, number)
        if line.rstrip().endswith(":") and DATE.search(line) and _next_is_quoted(lines, number):
            return number
    return None


def _our_addresses() -> list[str]:
    mailbox = settings.INBOUND_ADDRESS.partition("@")[0]
    return [f"{mailbox}+", parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()]


def _introduces(lines: list[str], number: int) -> bool:
    """`On … <address> wrote:`, perhaps wrapped, or `From: … <address>`: not an address in the midst of a sentence."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    ends = (lines[number].rstrip(), f"{lines[number]} {following}".rstrip())
    return bool(FIELD.match(lines[number])) or any(end.endswith(":") for end in ends)


def _start_of_introduction(lines: list[str], number: int) -> int:
    """Up over the fields and rules above, and over the first half of an introduction that was wrapped."""
    if number and not DATE.search(re.sub(r"\S+@\S+", "", lines[number])) and DATE.search(lines[number - 1]):
        number -= 1
    return _start_of_fields(lines, number)


def _start_of_fields(lines: list[str], number: int) -> int:
    while number and (FIELD.match(lines[number - 1]) or RULE.match(lines[number - 1])):
        number -= 1
    return number


def _introduction_above(lines: list[str], number: int) -> int:
    """Where the mark's introduction begins, if it has one: a line that ends in a colon, or two fields and more."""
    end = number
    while end and not lines[end - 1].strip(" >"):
        end -= 1
    start = _start_of_fields(lines, end)
    if end - start > 1:
        return start
    return end - 1 if end and lines[end - 1].rstrip().endswith(":") else number


def _next_is_quoted(lines: list[str], number: int) -> bool:
    return next((line.startswith(">") for line in lines[number + 1 :] if line.strip()), False)


def _answers_in(quoted: list[str]) -> list[str]:
    """What stands between or below the lines that begin with ">"; nothing where the programme marks none.

    Then the first is near: further down it may be a quote within the post that is quoted.
    """
    mark = next((line for line in quoted if MARK.match(line)), ">")
    if not mark.startswith(">"):
        return []
    first = next((number for number, line in enumerate(quoted[:INTRODUCTION]) if line.startswith(">")), None)
    return [] if first is None else [line for line in quoted[first:] if not line.startswith(">")]


def _without_signature(lines: list[str]) -> list[str]:
    end = next((number for number, line in enumerate(lines) if SIGNATURE.match(line)), len(lines))
    kept = lines[:end]
    while kept and (not kept[-1].strip() or SENT_FROM.match(kept[-1])):
        kept.pop()
    return kept
