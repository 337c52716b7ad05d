from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import SearchEntryQuerySet, SearchMarkQuerySet


class SearchEntry(models.Model):
    """What the site knows of one work in one language: the database engine's index and Elasticsearch's source.

    A file that fewer people may read than its page adds a row under its own audience, holding only that file's
    passages; the passages of a long file are spread over several parts.
    """

    key = models.CharField(max_length=120, db_index=True)
    reference = models.CharField(max_length=120, db_index=True)
    language = models.CharField(max_length=10)
    audience = models.CharField(max_length=40, db_index=True)
    part = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=40)
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    names = models.JSONField(default=list)
    subjects = models.JSONField(default=list)
    passages = models.JSONField(default=list)
    facets = models.JSONField(default=dict)
    weight = models.FloatField(default=1.0)
    year_from = models.PositiveSmallIntegerField(null=True)
    year_to = models.PositiveSmallIntegerField(null=True)
    changed_at = models.DateTimeField(null=True)
    title_folded = models.TextField(blank=True)
    title_terms = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    built_at = models.DateTimeField(auto_now=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = (
            models.UniqueConstraint(fields=("key", "language", "audience", "part"), name="search_entry_once_per_part"),
        )

    def __str__(self) -> str:
        return f"{self.reference} [{self.language}]"


class SearchDependency(models.Model):
    """`key` was built with words of `on`: when `on` changes, `key` is built again."""

    key = models.CharField(max_length=120, db_index=True)
    on = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "on"), name="search_dependency_once"),)

    def __str__(self) -> str:
        return f"{self.key} → {self.on}"


class SearchMark(models.Model):
    """A change that search has not seen yet, written in the transaction of the change itself.

    `version` is another with every change, so that a mark renewed while its object is being built is not lost;
    `built_version` is the version whose entries are in the database and only lack in Elasticsearch.
    """

    key = models.CharField(max_length=120, unique=True)
    version = models.PositiveBigIntegerField(default=1)
    built_version = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    marked_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = SearchMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("search mark")
        verbose_name_plural = _("search marks")

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"
