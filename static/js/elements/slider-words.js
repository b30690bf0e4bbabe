// <slider-words words="less|as it is|more">: says in words where its slider stands, as it is moved.

class SliderWords extends HTMLElement {
  connectedCallback() {
    const slider = this.querySelector("input");
    const words = this.getAttribute("words").split("|");
    slider.addEventListener("input", () => {
      const word = words[(slider.value - slider.min) / slider.step] ?? slider.value;
      slider.setAttribute("aria-valuetext", word);
      this.querySelector("output").textContent = word;
    });
  }
}

customElements.define("slider-words", SliderWords);
