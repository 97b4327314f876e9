"""The project's addresses and the bare view's."""

from django.urls import include, path

from benchmarks.serving.bare import bare

urlpatterns = [path("bare/", bare), path("", include("joinedup.site.urls"))]
