// <photo-blur hash>: until its picture has loaded, a blurred one of a few bytes stands in its place; without it, a colour does.
import { decode } from "rednote/lib/thumbhash.js";

class PhotoBlur extends HTMLElement {
  connectedCallback() {
    const picture = this.querySelector("img");
    if (!picture || picture.complete || this.querySelector("canvas")) return;
    const image = decode(this.getAttribute("hash") || "");
    if (!image) return;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    // It lies as the picture will: cut or whole, and with the same point in sight.
    canvas.className = `${picture.className} photo__blur`;
    canvas.getContext("2d").putImageData(image, 0, 0);
    this.prepend(canvas);
    const done = () => canvas.remove();
    picture.addEventListener("load", done, { once: true });
    picture.addEventListener("error", done, { once: true });
  }
}

customElements.define("photo-blur", PhotoBlur);
