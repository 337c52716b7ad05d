from django.urls import path

from . import views

urlpatterns = [
    path("", views.directory, name="people"),
    path("me/", views.edit, name="profile_edit"),
    path("me/<int:step>/", views.edit, name="profile_step"),
    path("<slug:public_id>/", views.person, name="person"),
    path("<slug:public_id>/photo/", views.photo, name="person_photo"),
]
