import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from communities.correspondence.incoming import LARGEST
from communities.correspondence.receiving import receive

TRY_AGAIN = 75  # EX_TEMPFAIL: the mail server keeps the message and brings it again


class Command(BaseCommand):
    help = "Read one raw message from standard input, as a mail server pipes it, and post it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("recipient", nargs="?", default="", help="the address that the envelope names")

    def handle(self, *args: Any, recipient: str, **options: Any) -> None:
        try:
            receive(sys.stdin.buffer.read(LARGEST + 1), recipient)
        except Exception as error:
            self.stderr.write(f"Not received now: {error!r}")
            sys.exit(TRY_AGAIN)
