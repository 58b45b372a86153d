// Moving appointments by mouse and by keyboard, keys to turn the page, a line for now that goes on. Every deed is the
// same form that the panel has: without this file the calendar still works.

const grid = document.querySelector("[data-grid]");
const form = document.querySelector("[data-move]");
const said = document.querySelector("[data-said]");
const FAR_ENOUGH_PX = 6;
const MINUTE_MS = 60_000;

const columns = grid ? [...grid.querySelectorAll("[data-column]")] : [];
const step = grid ? Number(grid.dataset.step) : 15;
let held = null;

function minutePx(column) {
  return column.clientHeight / Number(column.dataset.minutes);
}

function clockOf(column, minutes) {
  // What the clock shows there comes from the ticks, which know when clocks change.
  const instant = new Date(Number(column.dataset.starts) + minutes * MINUTE_MS);
  return instant.toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: grid.dataset.zone,
  });
}

function announce(column, minutes) {
  const words = grid.dataset.at.replace("%T", clockOf(column, minutes)).replace("%W", column.dataset.who);
  if (said.textContent !== words) said.textContent = words;
}

function minutesOf(box, hours, minutes) {
  // Its classes say where it stands and how long it is, exactly; pixels would be rounded.
  const style = getComputedStyle(box);
  return Number(style.getPropertyValue(hours)) * 60 + Number(style.getPropertyValue(minutes));
}

function pickUp(box) {
  const column = box.closest("[data-column]");
  const top = minutesOf(box, "--h", "--m");
  held = { box, home: column, column, from: top, top };
  box.classList.add("moving");
}

function show() {
  const { box, column, top } = held;
  if (box.parentElement !== column) column.append(box);
  box.style.top = `${top * minutePx(column)}px`;
  box.querySelector("b").textContent = clockOf(column, top);
  announce(column, top);
}

function place(column, minutes) {
  // On the grid of the clock, as bookings are: full hours lie where the column's ticks are.
  const length = minutesOf(held.box, "--dh", "--dm");
  const latest = Math.max(0, Number(column.dataset.minutes) - length);
  held.column = column;
  held.top = Math.min(latest, Math.max(0, Math.round(minutes / step) * step));
  show();
}

function putBack() {
  const { box, home, from } = held;
  held.column = home;
  held.top = from;
  show();
  box.style.top = "";
  box.classList.remove("moving");
  held = null;
  said.textContent = grid.dataset.putBack;
}

function drop() {
  const { box, column, home, top, from } = held;
  if (column === home && top === from) {
    putBack();
    return;
  }
  held = null;
  form.action = `/calendar/${encodeURIComponent(grid.dataset.business)}/${encodeURIComponent(box.dataset.booking)}/move`;
  form.elements.version.value = box.dataset.version;
  form.elements.starts_at.value = new Date(Number(column.dataset.starts) + top * MINUTE_MS).toISOString();
  form.elements.to_person.value = column.dataset.person;
  form.requestSubmit();
}

// --- by mouse or pen: a finger scrolls, and has the form in the panel ---------------------------------------------------

function followPointer(box, start) {
  const grabbed = start.clientY - box.getBoundingClientRect().top;
  let moved = false;
  const move = (event) => {
    if (!moved && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < FAR_ENOUGH_PX) return;
    if (!moved) {
      moved = true;
      pickUp(box);
    }
    const below = columns.find((one) => {
      const edge = one.getBoundingClientRect();
      return event.clientX >= edge.left && event.clientX < edge.right;
    });
    const column = below ?? held.column;
    place(column, (event.clientY - grabbed - column.getBoundingClientRect().top) / minutePx(column));
  };
  const over = (event) => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", over);
    document.removeEventListener("pointercancel", over);
    if (!moved) return;
    const swallow = (click) => click.preventDefault(); // letting go is no click on the link
    box.addEventListener("click", swallow);
    setTimeout(() => box.removeEventListener("click", swallow), 100);
    if (event.type === "pointerup") drop();
    else putBack();
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", over);
  document.addEventListener("pointercancel", over);
}

if (grid?.hasAttribute("data-movable")) {
  grid.addEventListener("pointerdown", (event) => {
    const box = event.target.closest("[data-booking]");
    if (box && event.button === 0 && event.pointerType !== "touch") followPointer(box, event);
  });
  grid.addEventListener("dragstart", (event) => event.preventDefault());
}

// --- by keyboard --------------------------------------------------------------------------------------------------------

function moveByKey(key) {
  const here = columns.indexOf(held.column);
  if (key === "ArrowUp") place(held.column, held.top - step);
  else if (key === "ArrowDown") place(held.column, held.top + step);
  else if (key === "ArrowLeft" && here > 0) place(columns[here - 1], held.top);
  else if (key === "ArrowRight" && here < columns.length - 1) place(columns[here + 1], held.top);
  else if (key === "Enter") drop();
  else if (key === "Escape") putBack();
  else return false;
  return true;
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (held) {
      if (moveByKey(event.key)) {
        event.preventDefault();
        event.stopPropagation();
        held?.box.focus();
      }
      return;
    }
    if (event.target.matches("input, textarea, select")) return;
    const box = event.target.closest?.("[data-booking]");
    if (event.key === "m" && box && grid.hasAttribute("data-movable")) {
      event.preventDefault();
      pickUp(box);
      said.textContent = grid.dataset.picked;
      return;
    }
    document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)?.click();
  },
  true,
);

// --- an empty place is a booking that begins ----------------------------------------------------------------------------

grid?.addEventListener("dblclick", (event) => {
  const column = event.target.closest("[data-column]");
  if (!column || !grid.dataset.book || event.target.closest("a")) return;
  const minutes = (event.clientY - column.getBoundingClientRect().top) / minutePx(column);
  const top = Math.floor(minutes / step) * step;
  const asked = new URLSearchParams({ day: column.dataset.day, time: clockOf(column, top) });
  if (grid.hasAttribute("data-movable")) asked.set("person", column.dataset.person);
  location.assign(`${grid.dataset.book}&${asked}`);
});

// --- now goes on ----------------------------------------------------------------------------------------------------------

const opened = Date.now();
for (const line of document.querySelectorAll("[data-now]")) {
  const column = line.closest("[data-column]");
  const from = line.offsetTop / minutePx(column);
  setInterval(() => {
    const minutes = from + (Date.now() - opened) / MINUTE_MS;
    line.hidden = minutes > Number(column.dataset.minutes);
    line.style.top = `${minutes * minutePx(column)}px`;
  }, MINUTE_MS / 2);
}

if (grid) grid.dataset.ready = "1";
