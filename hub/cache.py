"""Redis as a cache that may go away: nothing is found then, and the site goes on, slower."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def forgiving(operation: Callable[..., Any], answer: Any) -> Callable[..., Any]:
    """`operation`, or `answer` while Redis is away."""

    @wraps(operation)
    def tried(*args: Any, **kwargs: Any) -> Any:
        try:
            return operation(*args, **kwargs)
        except RedisError as error:
            logger.warning("Redis is away: %s", error)
            return answer(*args, **kwargs) if callable(answer) else answer

    return tried


def _default(cache: RedisCache, key: str, default: Any = None, *args: Any, **kwargs: Any) -> Any:
    return default


def _not_found(cache: RedisCache, key: str, *args: Any, **kwargs: Any) -> NoReturn:
    """As caches count: what is not there cannot be counted on."""
    raise ValueError(f"Key {key!r} not found")


class ForgivingRedisCache(RedisCache):
    get = forgiving(RedisCache.get, _default)
    get_many = forgiving(RedisCache.get_many, lambda *args, **kwargs: {})
    add = forgiving(RedisCache.add, True)
    set = forgiving(RedisCache.set, None)
    set_many = forgiving(RedisCache.set_many, lambda *args, **kwargs: [])
    touch = forgiving(RedisCache.touch, False)
    incr = forgiving(RedisCache.incr, _not_found)
    delete = forgiving(RedisCache.delete, False)
    delete_many = forgiving(RedisCache.delete_many, None)
    has_key = forgiving(RedisCache.has_key, False)
    clear = forgiving(RedisCache.clear, False)
