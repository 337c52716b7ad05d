from django.urls import path

from . import views

partnership_urls = [
    path("", views.partnership_list, name="partnerships"),
    path("programmes/<slug:reference>/", views.programme_detail, name="programme"),
    path("<slug:reference>/", views.partnership_detail, name="partnership"),
]
organisation_urls = [
    path("", views.organisation_list, name="organisations"),
    path("<slug:reference>/", views.organisation_detail, name="organisation"),
]
