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
