from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, helpers

from ..breaker import Refused, Unavailable

TOO_MUCH = (400, 413)  # of this one request; the next may be answered


@lru_cache(maxsize=4)
def _client(url: str, timeout: float) -> Elasticsearch:
    return Elasticsearch(url, request_timeout=timeout, max_retries=0, retry_on_timeout=False)


@contextmanager
def connection(timeout: float | None = None) -> Iterator[Elasticsearch]:
    """The process's client; whatever goes wrong on the way or over there is one thing to the site: Unavailable."""
    try:
        yield _client(settings.ELASTICSEARCH_URL, timeout or settings.ELASTICSEARCH_TIMEOUT)
    except ApiError as error:
        kind = Refused if error.meta.status in TOO_MUCH else Unavailable
        raise kind(f"{type(error).__name__}: {error}") from error
    except (TransportError, helpers.ScanError) as error:
        raise Unavailable(f"{type(error).__name__}: {error}") from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise Unavailable(f"This is no answer of Elasticsearch: {error!r}") from error
