"use strict";
// Dropping files, and moving what is listed; all of it can be done without this file.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-chosen]");
  const name = () => list.replaceChildren(...[...input.files].slice(0, 50).map((file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1024)).toLocaleString("en")} kB)`;
    return line;
  }));
  input.addEventListener("change", name);
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, () => zone.classList.remove("over"));
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    name();
  });
}
for (const list of document.querySelectorAll("form.parts [data-order]")) {
  const lines = () => [...list.children];
  if (!list.querySelector(".place")) continue;
  const number = () => lines().forEach((line, at) => { line.querySelector(".place input").value = at + 1; });
  const move = (line, step) => {
    const other = step < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(line); else other.after(line);
    number();
  };
  for (const line of lines()) {
    line.querySelector(".place").hidden = true;
    const name = line.querySelector("label").textContent.trim();
    const moves = document.createElement("span");
    moves.className = "moves";
    for (const [step, glyph, word] of [[-1, "↑", "up"], [1, "↓", "down"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = glyph;
      button.setAttribute("aria-label", `Move ${name} ${word}`);
      button.addEventListener("click", () => { move(line, step); button.focus(); });
      moves.append(button, " ");
    }
    line.append(moves);
  }
}
