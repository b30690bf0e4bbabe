// <cover-preview>: shows the words of a text cover in the chosen style, roughly as the drawn cover will have them.
class CoverPreview extends HTMLElement {
  connectedCallback() {
    this.sheet = this.querySelector("[data-sheet]");
    this.text = this.querySelector("textarea");
    this.addEventListener("input", () => this.#show());
    this.#show();
  }

  #show() {
    const words = this.text.value.trim();
    const style = this.querySelector("input:checked")?.value;
    this.sheet.hidden = !words;
    this.sheet.textContent = words;
    this.sheet.className = `cover-preview__sheet cover-preview__style--${style}`;
  }
}

customElements.define("cover-preview", CoverPreview);
