// <search-suggest url>: suggestions below the search field; without them Enter searches as ever.
import { Suggestions } from "rednote/lib/suggestions.js";

class SearchSuggest extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    this.suggestions = new Suggestions(input, {
      url: this.getAttribute("url"),
      choose: ({ dataset }) => {
        if (dataset.href) return location.assign(dataset.href);
        input.value = dataset.value;
        input.form.requestSubmit();
      },
    });
    this.append(this.suggestions.list);
    input.addEventListener("input", () => this.suggestions.ask(input.value.trim()));
  }
}

customElements.define("search-suggest", SearchSuggest);
