"""Forms as the renderer draws them: every message reaches its field, by eye, by link and by screen reader."""

import re

from django import forms
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from joinedup.site.forms import FormRenderer

SECTORS = [("public", "Public"), ("voluntary", "Voluntary")]


class SeatForm(forms.Form):
    default_renderer = FormRenderer

    title = forms.CharField(label="What is the seat called?", help_text="As its terms of reference call it")
    begins = forms.DateField(
        label="When does it begin?",
        error_messages={"required": "Enter the day the seat begins"},
    )
    ends = forms.DateField(label="When does it end?", required=False)
    sector = forms.ChoiceField(label="Which sector?", choices=SECTORS, widget=forms.RadioSelect)
    rights = forms.MultipleChoiceField(
        label="What may its holder do?",
        choices=[("Ordinary", [("vote", "Vote"), ("speak", "Speak")])],
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(label="How chosen?", choices=[("", "Choose one"), ("elected", "Elected")])
    is_open = forms.BooleanField(label="Anyone may ask")

    def clean(self):
        if self.data.get("title") == "Nobody":
            self.add_error(None, "Enter a seat that somebody can hold")


def ids(html: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', html))


def summary(form: forms.Form) -> str:
    return render_to_string("components/error_summary.html", {"form": form})


def test_every_link_of_the_error_summary_lands_on_a_field():
    form = SeatForm({})
    links = re.findall(r'href="#([^"]+)"', summary(form))
    assert links == [
        "id_title",
        "id_begins",
        "id_sector_0",
        "id_rights_0_0",
        "id_kind",
        "id_is_open",
    ]
    assert set(links) <= ids(str(form))


def test_an_error_of_the_whole_form_lands_on_its_first_field():
    assert '<a href="#id_title">Enter a seat that somebody can hold</a>' in summary(SeatForm({"title": "Nobody"}))


def test_every_row_of_a_formset_has_its_errors_in_the_summary():
    rows = forms.formset_factory(SeatForm, extra=0)
    sent = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-title": "Chair",
        "form-1-kind": "elected",
    }
    told = render_to_string("components/error_summary.html", {"formset": rows(sent)})
    assert "#id_form-0-title" not in told
    assert "#id_form-0-kind" in told
    assert "#id_form-1-title" in told
    assert "#id_form-1-kind" not in told


def test_nothing_is_summed_up_where_nothing_is_wrong():
    assert summary(SeatForm()).strip() == ""


def test_every_description_that_a_control_points_at_exists():
    html = str(SeatForm({}))
    described = [one for many in re.findall(r'aria-describedby="([^"]+)"', html) for one in many.split()]
    assert "id_title_helptext" in described
    assert "id_title_error" in described
    assert "id_sector_error" in described
    assert set(described) <= ids(html)


def test_every_label_names_a_control_that_exists():
    html = str(SeatForm())
    assert set(re.findall(r'<label for="([^"]+)"', html)) <= ids(html)
    assert html.count("<label") == html.count("<label for=")


def test_choices_are_a_fieldset_with_the_question_as_legend():
    html = str(SeatForm()["sector"].as_field_group())
    assert re.search(r"<fieldset[^>]*>\s*<legend>Which sector\?</legend>", html)


def test_only_controls_that_may_be_marked_invalid_are():
    html = str(SeatForm({}))
    marked = {re.search('name="([^"]+)"', tag)[1] for tag in re.findall(r'<[^>]*aria-invalid="true"[^>]*>', html)}
    assert marked == {"title", "begins", "kind", "is_open"}


def test_an_optional_field_says_so_and_a_needed_one_leaves_the_browser_silent():
    html = str(SeatForm())
    assert html.count("(optional)") == 1
    assert not re.search(r"\srequired\b", html)


def test_what_is_missing_is_named_even_where_the_form_gives_no_words():
    errors = SeatForm({})
    assert errors["title"].errors == ["Enter an answer to “What is the seat called?”"]
    assert errors["sector"].errors == ["Choose an answer to “Which sector?”"]
    assert errors["begins"].errors == ["Enter the day the seat begins"]


def test_what_people_type_is_escaped_in_the_message_about_it():
    form = SeatForm({})
    form.add_error("title", "“<script>” is not a seat")
    html = summary(form) + str(form)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 2


def plain(html: str) -> str:
    return re.sub(r"\s*\n\s*", "", html)


def test_a_list_to_choose_from_is_drawn_as_django_draws_it():
    widget = forms.Select(
        {"class": "wide"},
        choices=[("", "Any <thing>"), ("Ours", [(1, "One & only"), ("two", "Two")]), (None, "None")],
    )
    for value in ("", 1, "two", None):
        context = widget.get_context('a"name', value, {"id": "id_kind", "disabled": True, "hidden": False})
        drawn = FormRenderer().render(widget.template_name, context)
        assert plain(drawn) == plain(forms.renderers.DjangoTemplates().render(widget.template_name, context))
        assert " selected" in drawn


class Filters(forms.Form):
    default_renderer = FormRenderer
    is_drawn_once = True

    q = forms.CharField(label=_("Search"), required=False, max_length=5)
    kind = forms.ChoiceField(choices=[("", "Any"), ("lsp", "LSP")], required=False)


class Drawn(Filters):
    is_drawn_once = False


def test_a_form_of_filters_is_drawn_as_any_other_is():
    for asked in (None, {}, {"q": "moor", "kind": "lsp"}, {"q": "", "kind": ""}, {"q": "too long"}, {"kind": "no"}):
        for _again in range(2):
            assert str(Filters(asked)) == str(Drawn(asked))


def test_a_filter_left_blank_is_drawn_in_the_language_of_the_page():
    with translation.override("en-gb"):
        english = str(Filters())
    with translation.override("cy"):
        assert str(Filters()) == str(Drawn())
    with translation.override("en-gb"):
        assert str(Filters()) == english == str(Drawn())
