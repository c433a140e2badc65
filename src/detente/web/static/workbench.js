"use strict";
// Everything can be read and done without this file; it saves clicks and waiting.
for (const form of document.querySelectorAll("form[data-send-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
for (const note of document.querySelectorAll("[data-reload-seconds]")) {
  setTimeout(() => location.reload(), 1000 * Number(note.dataset.reloadSeconds));
}
for (const job of document.querySelectorAll("[data-job]")) {
  if (job.dataset.over === "no") setTimeout(() => location.reload(), 900);
}
// On a phone the menu of a state is wider than the window; where one is should be in sight.
for (const here of document.querySelectorAll("nav.views a[aria-current]")) {
  const row = here.closest("ul");
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
// A calendar program needs the whole address, which a link's text would leave out.
for (const link of document.querySelectorAll("a.secret")) link.textContent = link.href;
// The day of a page as a slider between the first and the last day of the material.
const DAY = 86400000;
for (const field of document.querySelectorAll("input[type=date][data-first]")) {
  const first = Date.parse(field.dataset.first);
  const last = Math.max(Date.parse(field.dataset.last), Date.parse(field.value));
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 0;
  slider.max = Math.round((last - first) / DAY);
  slider.value = Math.round((Date.parse(field.value) - first) / DAY);
  slider.setAttribute("aria-label", "As of, as a slider");
  const told = () => new Date(first + slider.value * DAY).toISOString().slice(0, 10);
  const speak = () => slider.setAttribute("aria-valuetext", told());
  speak();
  slider.addEventListener("input", () => { field.value = told(); speak(); });
  field.addEventListener("input", () => { slider.value = Math.round((Date.parse(field.value) - first) / DAY); });
  field.before(slider);
}
// On paper nothing can be unfolded: evidence is opened for it, and closed again. Columns of a table
// are too narrow for it; there the number of pieces stays.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("main details:not([open], td details)")];
  for (const one of unfolded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of unfolded) one.open = false;
});
