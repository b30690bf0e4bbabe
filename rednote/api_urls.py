"""The URLs of the API: every resource of every app under /api/v1, its schema and its documentation."""

urlpatterns: list = []
