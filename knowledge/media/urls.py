from django.urls import path

from . import views

urlpatterns = [path("<int:document_id>/thumbnail/", views.document_thumbnail, name="document_thumbnail")]
reading_urls = [
    path("<int:document_id>/text/", views.document_text, name="document_text"),
    path("<int:document_id>/text/<int:page>/", views.document_text, name="document_text"),
]
