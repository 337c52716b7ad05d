from django.urls import path

from . import views

urlpatterns = [
    path("", views.glossary, name="glossary"),
    path("<slug:key>/", views.term, name="term"),
]
