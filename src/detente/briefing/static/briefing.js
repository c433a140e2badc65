(() => {
  const peek = document.getElementById("peek");
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
  if (!peek || !peek.showPopover) return;
  const list = peek.querySelector("ol");
  const title = peek.querySelector("span");
  peek.querySelector("button").addEventListener("click", () => peek.hidePopover());
  document.addEventListener("click", (click) => {
    const link = click.target.closest && click.target.closest("a[data-notes]");
    if (!link || click.ctrlKey || click.metaKey || click.shiftKey) return;
    const notes = link.dataset.notes.split(" ").map((n) => document.getElementById("n" + n)).filter(Boolean);
    if (!notes.length) return;
    click.preventDefault();
    list.replaceChildren(...notes.map((note) => {
      const copy = note.cloneNode(true);
      copy.removeAttribute("id");
      return copy;
    }));
    title.textContent = link.dataset.title || "Evidence";
    if (!peek.matches(":popover-open")) peek.showPopover();
    peek.scrollTop = 0;
    peek.querySelector("button").focus();
  });
})();
