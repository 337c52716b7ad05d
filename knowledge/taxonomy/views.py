from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search.query import SearchQuery
from search.results import search_for

from .models import Goal


@require_safe
def goal_list(request: HttpRequest) -> HttpResponse:
    """The seventeen goals, each with the number of works that serve it."""
    counts = search_for(SearchQuery(ui=get_language()), request.user).facets.get("sdg", {})
    goals = [(goal, counts.get(goal.key, 0)) for goal in Goal.objects.all()]
    return render(request, "taxonomy/goal_list.html", {"goals": goals})


@require_safe
def goal_or_target(request: HttpRequest, key: str) -> HttpResponse:
    """A goal or one of its targets, and what the hub holds for it."""
    goal = Goal.objects.of_key(key)
    targets = list(goal.targets.all()) if goal else []
    target = next((target for target in targets if target.code == key), None)
    if goal is None or (target is None and goal.key != key):
        raise Http404
    query = SearchQuery(ui=get_language(), facets={"sdg": (key,)}, path=reverse("search"), sort="newest")
    results = search_for(query, request.user)
    counts = results.facets.get("sdg", {})
    context = {
        "goal": goal,
        "target": target,
        "subject": target or goal,
        "targets": [(each, counts.get(each.code, 0)) for each in targets],
        "results": results,
        "query": query,
    }
    return render(request, "taxonomy/goal.html", context)
