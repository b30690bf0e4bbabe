// Order by drag and drop within one list; whatever can be dragged can be moved by its buttons too.

export function sortable(list, onMoved) {
  let dragged = null;

  list.addEventListener("pointerdown", ({ target }) => {
    // A field inside must stay selectable with the pointer.
    const item = target.closest("li");
    if (item) item.draggable = !target.closest("input, button, label");
  });
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li");
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const isAfter = dragged.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    over[isAfter ? "after" : "before"](dragged);
  });
  list.addEventListener("drop", (event) => dragged && event.preventDefault());
  list.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    if (dragged) onMoved(dragged);
    dragged = null;
  });
}
