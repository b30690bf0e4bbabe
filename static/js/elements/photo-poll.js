// <photo-poll url interval>: asks how far a photo is and puts the answer in its own place, so pictures appear by themselves.
import { fragment, parse } from "rednote/lib/http.js";

const SLOWEST = 10000;

class PhotoPoll extends HTMLElement {
  connectedCallback() {
    this.wait = Number(this.getAttribute("interval")) || 1500;
    this.#again();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  #again() {
    this.timer = setTimeout(() => this.#ask(), this.wait);
    this.wait = Math.min(this.wait * 1.3, SLOWEST);
  }

  async #ask() {
    if (document.hidden) return this.#again();
    try {
      const answer = parse(await fragment(this.getAttribute("url")));
      if (!this.isConnected) return;
      if (answer.querySelector("photo-poll")) return this.#again();
      const arrived = [...answer.children];
      this.replaceWith(...arrived);
      for (const element of arrived) window.htmx?.process(element);
    } catch (error) {
      if (error.status !== 404) this.#again();
    }
  }
}

customElements.define("photo-poll", PhotoPoll);
