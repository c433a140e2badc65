"use strict";
// Review by keyboard: j and k walk, a accepts, r rejects, c corrects, u undoes. All of it has buttons too.
const rows = [...document.querySelectorAll("[data-queue] > .candidate")];
let at = 0;
function stand(place) {
  at = Math.max(0, Math.min(rows.length - 1, place));
  for (const row of rows) row.classList.toggle("current", row === rows[at]);
  rows[at].focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
  sessionStorage.setItem("review", String(at));
}
if (rows.length) stand(Number(sessionStorage.getItem("review") || 0));
for (const note of document.querySelectorAll(".keys")) note.hidden = false;
document.addEventListener("keydown", (event) => {
  const inField = event.target.closest("input, select, textarea");
  if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
  if (rows.length && (event.key === "j" || event.key === "k")) {
    event.preventDefault();
    stand(at + (event.key === "j" ? 1 : -1));
    return;
  }
  if (!["a", "r", "c", "u"].includes(event.key)) return;
  const within = event.key === "u" || !rows.length ? document : rows[at];
  const wanted = within.querySelector(`[data-key="${event.key}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});
