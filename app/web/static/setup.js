// A chosen file becomes the text beside it: it is read here, looked at, and sent as text.
for (const chooser of document.querySelectorAll("[data-into]")) {
  chooser.addEventListener("change", async () => {
    const file = chooser.files[0];
    if (file) document.querySelector(chooser.dataset.into).value = await file.text();
  });
}

// Where the keyboard writes on a page that has just come: at the first fault, at what a button added, else at the first
// field, if that is in sight anyway.
for (const form of document.querySelectorAll("form")) {
  const faulty = form.querySelector("[aria-invalid=true]");
  const begins = form.dataset.begins;
  const named = (field) => field.name.startsWith(begins) && field.matches("input:not([type=hidden]), select, textarea");
  const field = faulty ?? (begins === undefined ? undefined : [...form.elements].find(named));
  if (!field || (!faulty && !begins && field.getBoundingClientRect().bottom > innerHeight)) continue;
  field.focus();
  if (faulty) field.select?.();
  break;
}
