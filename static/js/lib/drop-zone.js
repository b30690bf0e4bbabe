// Files dropped on an element.

export function acceptDrops(zone, onFiles) {
  for (const type of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(type, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.toggle("is-over", type === "dragover");
      if (type === "drop") onFiles([...event.dataTransfer.files]);
    });
  }
}
