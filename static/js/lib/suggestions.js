// A list of suggestions below a text control, by the combobox pattern: the focus stays, arrows move the choice.
import { fragment, parse } from "rednote/lib/http.js";

const PAUSE = 180;
let numbered = 0;

export class Suggestions {
  constructor(control, { url, choose }) {
    Object.assign(this, { control, url, choose, active: -1 });
    this.list = document.createElement("ul");
    this.list.className = "suggest__list";
    this.list.id = `suggestions-${++numbered}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", control.getAttribute("placeholder") || control.getAttribute("aria-label") || control.labels?.[0]?.textContent.trim() || "");
    this.list.hidden = true;
    control.setAttribute("aria-controls", this.list.id);
    control.setAttribute("aria-autocomplete", "list");
    control.addEventListener("keydown", (event) => this.#key(event));
    control.addEventListener("blur", () => this.close());
    // Before the blur that a press on the list would cause.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.#pick(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.children];
  }

  /** Ask for suggestions once typing pauses; an empty query closes the list. */
  ask(query) {
    clearTimeout(this.timer);
    this.query = query;
    if (!query) return this.close();
    this.timer = setTimeout(() => this.#fetch(query), PAUSE);
  }

  async #fetch(query) {
    try {
      const found = parse(await fragment(`${this.url}?q=${encodeURIComponent(query)}`));
      if (query !== this.query) return;
      this.list.replaceChildren(...found.querySelectorAll("li"));
      this.options.forEach((option, index) => {
        option.id = `${this.list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
      });
      if (this.options.length) this.#open();
      else this.close();
    } catch {
      this.close();
    }
  }

  #open() {
    this.active = -1;
    this.list.hidden = false;
    this.#expanded(true);
  }

  close() {
    clearTimeout(this.timer);
    this.query = "";
    this.active = -1;
    this.list.hidden = true;
    this.#expanded(false);
    this.control.removeAttribute("aria-activedescendant");
  }

  #expanded(value) {
    if (this.control.getAttribute("role") === "combobox") this.control.setAttribute("aria-expanded", value);
  }

  #key(event) {
    if (this.list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#move(step);
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" || event.key === "Tab") && this.active >= 0) this.#pick(this.options[this.active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(step) {
    const count = this.options.length;
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = this.active < 0 && step < 0 ? count - 1 : (this.active + step + count) % count;
    const option = this.options[this.active];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.control.setAttribute("aria-activedescendant", option.id);
  }

  #pick(option) {
    if (!option) return;
    this.close();
    this.choose(option);
  }
}
