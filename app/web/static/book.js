// Who types a time means it, whatever was chosen in the list before.

const own = document.querySelector("[data-own]");
document.getElementById("own-time").addEventListener("input", (event) => {
  own.checked ||= Boolean(event.target.value);
});
