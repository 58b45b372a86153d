// What is being said and is no turn yet: one bubble a side behind the turns, which goes on with the words. Who listens to
// the page is told of the turn when it is whole.

export function showUnderWay(log, shape, words) {
  for (const bubble of log.querySelectorAll(".turn.now")) {
    if (!words.some((one) => one.speaker === bubble.dataset.side)) bubble.remove();
  }
  for (const { speaker, text, speaks } of words) {
    let turn = log.querySelector(`.turn.now[data-side=${speaker}]`);
    if (!turn) {
      turn = shape.content.firstElementChild.cloneNode(true);
      turn.classList.add("now", speaker);
      turn.dataset.side = speaker;
      turn.setAttribute("aria-hidden", "true");
    }
    const who = turn.querySelector("[data-speaker]");
    const waits = words.length === 1 ? who.dataset.answering : who.dataset[speaker];
    who.textContent = speaks ? who.dataset[`${speaker}Speaks`] : waits;
    turn.querySelector(".bubble").textContent = text && speaks ? `${text} …` : text || "…";
    log.append(turn);
  }
}
