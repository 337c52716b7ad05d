from django.urls import path

from . import views

urlpatterns = [
    path("", views.goal_list, name="goals"),
    path("<str:key>/", views.goal_or_target, name="sdg"),
]
