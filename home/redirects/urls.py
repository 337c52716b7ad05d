"""At the addresses of Wagtail's own views, which these stand in for."""

from django.urls import path

from . import views

urlpatterns = [
    path("redirects/add/", views.CreateView.as_view()),
    path("redirects/<int:redirect_id>/", views.EditView.as_view()),
    path("redirects/import/", views.ImportView.as_view()),
    path("redirects/import/process/", views.ConfirmView.as_view()),
]
