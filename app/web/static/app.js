// Comfort on top of plain forms and links: without this file every page still works.

const whole = document;

// A one-time code travels behind the # of its address, where no server sees it: into the field, out of the address.
for (const form of whole.querySelectorAll("[data-code-from-address]")) {
  const field = form.querySelector("[name=code]");
  if (location.hash.length > 10) {
    field.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }
  if (field.value) {
    form.querySelector("[data-code-field]").hidden = true;
    form.querySelector("input:not([type=hidden]):not(#code)")?.focus();
  }
}

// A chosen filter is applied at once; empty ones do not clutter the address.
for (const form of whole.querySelectorAll("form[role=search]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-sends]")) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
}
window.addEventListener("pageshow", () => {
  for (const field of whole.querySelectorAll("form[role=search] :disabled")) field.disabled = false;
});

// Keys: / searches, n writes a note, r marks as reviewed, j and k go through a list, x chooses the line.
whole.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    for (const menu of whole.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    if (typing) event.target.blur();
    return;
  }
  if (typing) return;
  const meant = whole.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (meant) {
    event.preventDefault();
    if (meant.matches("button")) meant.click();
    else meant.focus();
    return;
  }
  if (event.key === "x") {
    const box = boxOf(whole.activeElement);
    if (box) box.click();
    return;
  }
  if (event.key === "j" || event.key === "k") {
    const lines = [...whole.querySelectorAll("a.line")];
    const here = lines.indexOf(whole.activeElement?.closest("li")?.querySelector("a.line"));
    const next = lines[here + (event.key === "j" ? 1 : -1)];
    if (next) next.focus();
  }
});

// Several calls at once: what is chosen is counted, and without a choice the line that has the focus is meant.
function boxOf(element) {
  return element?.closest("li")?.querySelector("[data-choose]");
}
for (const form of whole.querySelectorAll("[data-together]")) {
  const boxes = [...whole.querySelectorAll(`[data-choose][form="${form.id}"]`)];
  const all = form.querySelector("[data-choose-all]");
  const every = all.querySelector("input");
  const told = form.querySelector("[data-chosen]");
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    every.checked = chosen === boxes.length;
    every.indeterminate = chosen > 0 && chosen < boxes.length;
    told.textContent = chosen ? told.dataset.chosen.replace("{count}", chosen) : "";
    form.classList.toggle("idle", !chosen);
  };
  all.hidden = false;
  every.addEventListener("change", () => {
    for (const box of boxes) box.checked = every.checked;
    count();
  });
  let last;
  for (const box of boxes) {
    box.addEventListener("click", (event) => {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((one, other) => one - other);
      if (event.shiftKey && last) for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
      last = box;
      count();
    });
  }
  form.addEventListener("submit", (event) => {
    const box = boxOf(whole.activeElement);
    if (!boxes.some((one) => one.checked) && box) box.checked = true;
    if (!boxes.some((one) => one.checked)) event.preventDefault();
  });
  window.addEventListener("pageshow", count);
  count();
  // Whoever works through the list goes on at the line in the address, or at the top when it is no longer listed.
  if (location.hash.startsWith("#c-") && !whole.getElementById(location.hash.slice(1))) {
    boxes[0]?.closest("li").querySelector("a.line").focus();
  }
}

// An open menu closes when something else is clicked.
whole.addEventListener("click", (event) => {
  for (const menu of whole.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// What is selected in the sentence becomes the passage to black out.
for (const field of whole.querySelectorAll("[data-takes-selection]")) {
  whole.addEventListener("selectionchange", () => {
    const chosen = whole.getSelection();
    const bubble = whole.querySelector(field.dataset.takesSelection);
    if (chosen && !chosen.isCollapsed && bubble?.contains(chosen.anchorNode)) field.value = chosen.toString().trim();
  });
}

// A link to a decision opens it.
function openTarget() {
  const target = location.hash.length > 1 && whole.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
window.addEventListener("hashchange", openTarget);
openTarget();

for (const button of whole.querySelectorAll("[data-copy]")) {
  const field = button.parentElement.querySelector("[data-copy-from]");
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    field.select();
  });
}

// A double click on a button sends a form once.
whole.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.defaultPrevented) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
  setTimeout(() => delete event.target.dataset.sent, 4000);
});
