"""Outcomes of background tasks, in which an error may name an address."""

from django_tasks_db.models import DBTaskResult

from communities.people.forgetting.registry import delete, register_forgetter


def register() -> None:
    ended = DBTaskResult.objects.finished()
    register_forgetter("task_results", lambda before: delete(ended.filter(finished_at__lt=before)))
