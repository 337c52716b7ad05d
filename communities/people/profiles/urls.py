from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.directory, name="people"),
    path("me/", views.edit, name="profile_edit"),
    path("me/<int:step>/", views.edit, name="profile_step"),
    path("", include("communities.people.contact.urls")),
    path("<slug:public_id>/", views.person, name="person"),
    path("<slug:public_id>/photo/", views.photo, name="person_photo"),
]
