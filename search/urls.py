from django.urls import path

from . import saved, views

urlpatterns = [
    path("", views.search, name="search"),
    path("suggest/", views.suggest, name="search_suggest"),
]
saved_urls = [path("", saved.saved, name="saved")]
