// <text-suggest url>: while a hashtag or a mention is typed in its textarea, offers those that exist.
import { Suggestions } from "rednote/lib/suggestions.js";

// The word before the caret, from its # or @ on.
const WORD = /(?:^|[^\p{Script=Latin}\p{Nd}_&/])([#＃@＠][\p{L}\p{M}\p{N}_]{1,50})$/u;

class TextSuggest extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.classList.add("suggest");
    this.suggestions = new Suggestions(this.text, {
      url: this.getAttribute("url"),
      choose: (option) => this.#insert(option.dataset.value),
    });
    this.append(this.suggestions.list);
    this.text.addEventListener("input", () => this.suggestions.ask(this.#word()));
  }

  #word() {
    return this.text.value.slice(0, this.text.selectionStart).match(WORD)?.[1].normalize("NFKC") ?? "";
  }

  #insert(value) {
    const end = this.text.selectionStart;
    const word = this.text.value.slice(0, end).match(WORD)?.[1] ?? "";
    this.text.setRangeText(`${value} `, end - word.length, end, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    this.text.focus();
  }
}

customElements.define("text-suggest", TextSuggest);
