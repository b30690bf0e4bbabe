"""The interface's strings are found where they stand, kept, compiled and missed when they lack."""

import gettext
import os

import polib
import pytest

from rednote import catalogues
from rednote.catalogues import Message

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Save")
ngettext("%(count)s note", "%(count)s notes", 2)
pgettext("verb", "Post")
"""
TEMPLATE = """
{% load i18n %}<h1>{% translate "Welcome" %}</h1>
{% blocktranslate count n=notes %}{{ n }} like{% plural %}{{ n }} likes{% endblocktranslate %}
    {% translate "Post" context "noun" as label %} it's (text
  {% if x %}
      {% blocktranslate with name=x.name trimmed %}
        Hello, {{ name }}!
        Welcome back.
      {% endblocktranslate %}
 {% endif %}
"""
SCRIPT = """export const label = gettext("Show more"); const other = `x ${gettext("Close")}`;"""


@pytest.fixture
def project(tmp_path, settings):
    """A small source tree with one string of each kind."""
    for name, content in {
        "posts/views.py": PYTHON,
        "templates/page.html": TEMPLATE,
        "static/js/card.js": SCRIPT,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(content)
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


@pytest.fixture
def catalogue(project):
    path = project / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    catalogues.update(path)
    return path


def translate_all(path):
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: f"译 {entry.msgid_plural}"}
        else:
            entry.msgstr = f"译 {entry.msgid}"
    catalogue.save()


def test_find_strings_in_code_templates_and_scripts(project):
    assert set(catalogues.extract()) >= {
        Message("Save"),
        Message("%(count)s note", plural="%(count)s notes"),
        Message("Post", context="verb"),
        Message("Welcome"),
        Message("%(n)s like", plural="%(n)s likes"),
        Message("Post", context="noun"),
        Message("Hello, %(name)s! Welcome back."),
        Message("Show more"),
    }


def test_say_nothing_against_a_whole_catalogue(catalogue):
    translate_all(catalogue)
    assert catalogues.faults(catalogue) == []


def test_name_what_is_missing_empty_fuzzy_or_gone(project, catalogue):
    translate_all(catalogue)
    (project / "posts" / "views.py").write_text("_('Save'); _('Brand new')")
    entries = polib.pofile(str(catalogue))
    entries.find("Welcome").flags.append("fuzzy")
    entries.find("Show more").msgstr = ""
    entries.find("%(n)s like").msgstr_plural = {0: "赞"}
    entries.save()
    assert {line.split(" (")[0] for line in catalogues.faults(catalogue)} == {
        "missing: 'Brand new'",
        "obsolete: '%(count)s note'",
        "obsolete: 'Post'",
        "fuzzy: 'Welcome'",
        "empty: 'Show more'",
        "other placeholders than the English: '%(n)s like'",
    }


def test_keep_translations_when_strings_are_collected_again(project, catalogue):
    translate_all(catalogue)
    (project / "posts" / "views.py").write_text("_('Save'); _('Brand new')")
    assert catalogues.update(catalogue) == (1, 2)
    entries = polib.pofile(str(catalogue))
    assert entries.find("Save").msgstr == "译 Save"
    assert entries.find("Brand new").msgstr == ""


def test_compile_only_what_changed(catalogue):
    translate_all(catalogue)
    assert catalogues.compile_catalogue(catalogue)
    with catalogue.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Welcome") == "译 Welcome"
    assert compiled.pgettext("noun", "Post") == "译 Post"
    assert not catalogues.compile_catalogue(catalogue)
    later = catalogue.with_suffix(".mo").stat().st_mtime + 1
    os.utime(catalogue, (later, later))
    assert catalogues.compile_catalogue(catalogue)
