// A chosen file becomes the text beside it: it is read here, looked at, and sent as text.
for (const chooser of document.querySelectorAll("[data-into]")) {
  chooser.addEventListener("change", async () => {
    const file = chooser.files[0];
    if (file) document.querySelector(chooser.dataset.into).value = await file.text();
  });
}
