from django.urls import path

from . import views

urlpatterns = [path("<int:document_id>/thumbnail/", views.document_thumbnail, name="document_thumbnail")]
