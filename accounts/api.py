"""People in the API: who I am, and my ties to others."""

from collections.abc import Callable

from django.conf import settings
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import actions
from accounts.models import Block, Follow, User
from rednote.lib.rest import IdField, Unprocessable


class PersonSerializer(serializers.Serializer):
    """A person as everybody may know them."""

    id = IdField()
    handle = serializers.CharField()
    name = serializers.CharField()
    bio = serializers.CharField()
    url = serializers.CharField(source="get_absolute_url")
    is_private = serializers.BooleanField()
    languages = serializers.ListField(child=serializers.CharField())
    notes_count = serializers.IntegerField()
    followers_count = serializers.IntegerField()
    following_count = serializers.IntegerField()
    received_count = serializers.IntegerField()


class MeSerializer(PersonSerializer):
    """What a person alone knows of themselves, besides."""

    email = serializers.EmailField()
    interface_language = serializers.CharField()
    shows_collected = serializers.BooleanField()
    shows_liked = serializers.BooleanField()
    is_suspended = serializers.BooleanField()


class AuthorSerializer(serializers.Serializer):
    """A person as the author of something."""

    handle = serializers.CharField()
    name = serializers.CharField(source="display_name")
    url = serializers.CharField(source="get_absolute_url")


class TieSerializer(serializers.Serializer):
    """What stands between me and a person after the request."""

    handle = serializers.CharField()
    follow = serializers.ChoiceField(choices=["", "active", "pending"])


class MeView(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(request.user).data)


class ConfigSerializer(serializers.Serializer):
    name = serializers.CharField()
    limits = serializers.DictField()
    interface_languages = serializers.ListField(child=serializers.CharField())


class ConfigView(APIView):
    """Every limit of the site, in one table: lengths in characters, sizes in bytes, rates as [times, seconds]."""

    permission_classes = [AllowAny]
    authentication_classes: list = []

    @extend_schema(responses=ConfigSerializer)
    def get(self, request: Request) -> Response:
        languages = [code for code, _name in settings.LANGUAGES]
        return Response({"name": settings.SITE_NAME, "limits": settings.LIMITS, "interface_languages": languages})


class PersonView(APIView):
    @extend_schema(responses=PersonSerializer)
    def get(self, request: Request, handle: str) -> Response:
        return Response(PersonSerializer(person_or_404(request, handle)).data)


class TieView(APIView):
    """A tie to a person: PUT makes it, DELETE ends it, each as often as one likes."""

    rate = "rate_follow"
    do: Callable[..., object]
    undo: Callable[..., object]
    me, other = "follower", "followee"  # what the actions call the two

    @extend_schema(request=None, responses=TieSerializer)
    def put(self, request: Request, handle: str) -> Response:
        return self.changed(request, handle, self.do)

    @extend_schema(responses=TieSerializer)
    def delete(self, request: Request, handle: str) -> Response:
        return self.changed(request, handle, self.undo)

    def changed(self, request: Request, handle: str, action: Callable[..., object]) -> Response:
        person = get_object_or_404(self.people(request.user), handle=handle.lower())
        try:
            action(**{self.me: request.user, self.other: person})
        except actions.TieRefused as refused:
            raise Unprocessable("not_possible", str(refused)) from refused
        tie = Follow.objects.filter(follower=request.user, followee=person).first()
        return Response(TieSerializer({"handle": person.handle, "follow": tie.state if tie else ""}).data)

    def people(self, viewer: User) -> QuerySet[User]:
        return User.objects.visible_to(viewer)


class FollowView(TieView):
    do, undo = staticmethod(actions.follow), staticmethod(actions.unfollow)


class BlockView(TieView):
    do, undo = staticmethod(actions.block), staticmethod(actions.unblock)
    me, other = "blocker", "blocked"

    def people(self, viewer: User) -> QuerySet[User]:
        """Whom I blocked is found too: else a block could not be ended."""
        mine = Block.objects.filter(blocker=viewer).values("blocked")
        return User.objects.filter(Q(pk__in=User.objects.visible_to(viewer).values("pk")) | Q(pk__in=mine))


class MuteView(TieView):
    do, undo = staticmethod(actions.mute), staticmethod(actions.unmute)
    me, other = "muter", "muted"


def person_or_404(request: Request, handle: str) -> User:
    people = User.objects.visible_to(request.user)
    return get_object_or_404(people, handle=handle.lower() if handle.isprintable() else "")
