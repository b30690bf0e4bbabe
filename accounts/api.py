"""People in the API: who I am, and my ties to others."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import actions
from accounts.models import Block, Follow, Mute, User
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

    def answer(self, request: Request, person: User) -> Response:
        tie = Follow.objects.filter(follower=request.user, followee=person).first()
        return Response(TieSerializer({"handle": person.handle, "follow": tie.state if tie else ""}).data)


class FollowView(TieView):
    @extend_schema(request=None, responses=TieSerializer)
    def put(self, request: Request, handle: str) -> Response:
        person = person_or_404(request, handle)
        try:
            actions.follow(follower=request.user, followee=person)
        except actions.TieRefused as refused:
            raise Unprocessable("not_possible", str(refused)) from refused
        return self.answer(request, person)

    @extend_schema(responses=TieSerializer)
    def delete(self, request: Request, handle: str) -> Response:
        person = person_or_404(request, handle)
        actions.unfollow(follower=request.user, followee=person)
        return self.answer(request, person)


class BlockView(TieView):
    @extend_schema(request=None, responses=TieSerializer)
    def put(self, request: Request, handle: str) -> Response:
        person = get_object_or_404(within_reach(request, Block.objects.filter(blocker=request.user)), handle=handle.lower())
        try:
            actions.block(blocker=request.user, blocked=person)
        except actions.TieRefused as refused:
            raise Unprocessable("not_possible", str(refused)) from refused
        return self.answer(request, person)

    @extend_schema(responses=TieSerializer)
    def delete(self, request: Request, handle: str) -> Response:
        person = get_object_or_404(within_reach(request, Block.objects.filter(blocker=request.user)), handle=handle.lower())
        actions.unblock(blocker=request.user, blocked=person)
        return self.answer(request, person)


class MuteView(TieView):
    @extend_schema(request=None, responses=TieSerializer)
    def put(self, request: Request, handle: str) -> Response:
        person = person_or_404(request, handle)
        try:
            actions.mute(muter=request.user, muted=person)
        except actions.TieRefused as refused:
            raise Unprocessable("not_possible", str(refused)) from refused
        return self.answer(request, person)

    @extend_schema(responses=TieSerializer)
    def delete(self, request: Request, handle: str) -> Response:
        person = person_or_404(request, handle)
        actions.unmute(muter=request.user, muted=person)
        return self.answer(request, person)


def person_or_404(request: Request, handle: str) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), handle=handle.lower())
