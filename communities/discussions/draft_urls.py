"""Outside of the hubs: editors need not know of the hub that a draft comes from."""

from django.urls import path

from .drafting import views

urlpatterns = [path("<int:pk>/", views.open_draft, name="product_draft")]
