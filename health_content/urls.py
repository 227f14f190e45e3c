"""The public addresses of the library's pages. A site includes them before Wagtail's."""

from django.urls import path, re_path

from health_content.views.cautions import cautions_sheet
from health_content.views.clicks import count
from health_content.views.feeds import feed, topic_feed
from health_content.views.people import person
from health_content.views.pictures import PictureView
from health_content.views.references import cited
from health_content.views.topics import topic, topics

app_name = "health_content"

urlpatterns = [
    path("cautions/<int:page>/", cautions_sheet, name="cautions_sheet"),
    path("clicks/<int:link>/<int:page>/<int:position>/<slug:signature>/", count, name="clicks"),
    # Without a signature nothing is counted, and no page is sought either.
    path("clicks/<int:link>/<int:page>/<int:position>/", count),
    path("feed/", feed, name="feed"),
    re_path(r"^pictures/([^/]*)/(\d*)/([^/]*)/([^/]*)$", PictureView.as_view(), name="picture"),
    path("people/<slug:slug>/", person, name="person"),
    path("references/<int:page>.<slug:extension>", cited, name="cited_references"),
    path("topics/", topics, name="topics"),
    path("topics/<slug:slug>/", topic, name="topic"),
    path("topics/<slug:slug>/feed/", topic_feed, name="topic_feed"),
]
