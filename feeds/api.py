"""Feeds in the API: explore, following, a hashtag's notes, search."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonSerializer
from feeds import explore, following, listings
from feeds.pages import CardPage
from posts.api import AFTER, PAGE_SIZE, CardSerializer
from posts.channels import Channel
from posts.models import Hashtag
from rednote.lib.cursors import page_of
from rednote.lib.rest import page, page_schema
from rednote.lib.text import normalize_name

CARDS = page_schema("Card", CardSerializer)
LANGUAGES = OpenApiParameter("languages", str, description="`mine`: only languages I read.")


class HashtagSerializer(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()
    url = serializers.CharField(source="get_absolute_url")
    notes_count = serializers.IntegerField()
    followers_count = serializers.IntegerField()
    views_count = serializers.IntegerField()


def cards(answer: CardPage) -> Response:
    return page(answer.notes, answer.after, CardSerializer)


def narrowed_languages(request: Request) -> frozenset[str]:
    if request.query_params.get("languages") != "mine" or not request.user.is_authenticated:
        return frozenset()
    return frozenset(request.user.languages)


class ExploreView(APIView):
    @extend_schema(
        parameters=[AFTER, OpenApiParameter("channel", str, enum=Channel.values), LANGUAGES], responses=CARDS
    )
    def get(self, request: Request) -> Response:
        channel = request.query_params.get("channel", "")
        narrowed = {
            "channel": channel if channel in Channel.values else "",
            "languages": narrowed_languages(request),
        }
        return cards(explore.page(request.user, request.query_params.get("after", ""), **narrowed))


class FollowingView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(parameters=[AFTER], responses=CARDS)
    def get(self, request: Request) -> Response:
        return cards(following.page(request.user, request.query_params.get("after", "")))


class HashtagNotesView(APIView):
    @extend_schema(parameters=[AFTER, OpenApiParameter("sort", str, enum=["hot", "new"])], responses=CARDS)
    def get(self, request: Request, name: str) -> Response:
        hashtag = get_object_or_404(Hashtag.objects.visible_to(request.user), name=normalize_name(name))
        after = request.query_params.get("after", "")
        if request.query_params.get("sort") == "hot":
            return cards(explore.hot_page(request.user, hashtag, after))
        return cards(listings.newest_tagged(request.user, hashtag, after))


class SearchView(APIView):
    read_rate = "rate_search"

    @extend_schema(
        parameters=[
            AFTER,
            LANGUAGES,
            OpenApiParameter("q", str, required=True),
            OpenApiParameter("tab", str, enum=["notes", "people", "hashtags"]),
        ],
        responses=CARDS,
    )
    def get(self, request: Request) -> Response:
        """Notes that hold every word; with `tab`, people or hashtags instead, in their own shapes."""
        query = listings.cleaned_query(request.query_params.get("q", ""))
        after = request.query_params.get("after")
        tab = request.query_params.get("tab")
        if tab == "people":
            people = listings.found_people(request.user, query)
            rows = page_of(people if query else people.none(), order=[("id", True)], after=after, size=PAGE_SIZE)
            return page(rows.items, rows.next_cursor, PersonSerializer)
        if tab == "hashtags":
            rows = page_of(
                listings.found_hashtags(query), order=[("notes_count", True), ("id", True)], after=after, size=PAGE_SIZE
            )
            return page(rows.items, rows.next_cursor, HashtagSerializer)
        if not query:
            return cards(CardPage([]))
        return cards(listings.found(request.user, query, narrowed_languages(request), after))
