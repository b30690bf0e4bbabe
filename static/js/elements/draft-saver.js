// <draft-saver url saved failed>: keeps what is typed in its form as a draft on the server, and says when it is safe.
import { answer, parse } from "rednote/lib/http.js";

const PAUSE = 2000;

class DraftSaver extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-draft-status]");
    this.addEventListener("input", () => {
      this.dirty = true;
      this.status.textContent = "";
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#save(), PAUSE);
    });
    // The form is on its way: its own answer is what counts.
    this.form.addEventListener("submit", () => {
      this.dirty = false;
      clearTimeout(this.timer);
    });
    this.leaving = () => {
      if (document.hidden && this.dirty) this.#save({ keepalive: true });
    };
    document.addEventListener("visibilitychange", this.leaving);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.leaving);
  }

  async #save(options = {}) {
    clearTimeout(this.timer);
    const body = new FormData(this.form);
    // Photos were uploaded on their own; only their ids belong to the draft.
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    this.dirty = false;
    try {
      const { headers } = await answer(this.getAttribute("url"), { method: "POST", body, ...options });
      // What was typed meanwhile is not on the server yet.
      if (!this.dirty) this.status.textContent = this.getAttribute("saved");
      // From now on a reload finds the draft.
      if (headers.has("HX-Replace-Url")) history.replaceState(history.state, "", headers.get("HX-Replace-Url"));
      this.dispatchEvent(new CustomEvent("draft-saved", { detail: body.getAll("photos") }));
    } catch (error) {
      this.dirty = true;
      const why = error.body && parse(error.body).querySelector(".composer :is(.field__errors, .form__errors) li");
      this.status.textContent = [this.getAttribute("failed"), why?.textContent.trim()].filter(Boolean).join(": ");
    }
  }
}

customElements.define("draft-saver", DraftSaver);
