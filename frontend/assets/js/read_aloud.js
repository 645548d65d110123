/** A button that reads the main text aloud and marks the sentence; only where there is a voice for its language. */
export function readAloud() {
  const text = document.querySelector("[data-read-aloud]");
  const place = document.querySelector("[data-read-button]");
  if (!text || !place || !window.speechSynthesis) return;
  const offer = () => {
    if (place.hidden && voiceFor(document.documentElement.lang)) place.hidden = false;
  };
  offer();
  speechSynthesis.addEventListener("voiceschanged", offer);
  addEventListener("pagehide", () => speechSynthesis.cancel());
  const button = place.querySelector("button");
  button.addEventListener("click", () => {
    const reading = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!reading));
    if (reading) stop();
    else read(blocksOf(text), () => button.setAttribute("aria-pressed", "false"));
  });
}

const voiceFor = (language) => speechSynthesis.getVoices().find((voice) => voice.lang.startsWith(language));

function blocksOf(text) {
  const parts = [document.querySelector("h1"), ...text.querySelectorAll("h2, h3, p, li, dt, dd, h1")];
  return [...new Set(parts)].filter((part) => part && part.offsetParent && !part.querySelector("p, li"));
}

function stop() {
  speechSynthesis.cancel();
  CSS.highlights?.delete("read");
}

/** One sentence after another: long texts stop half-way in some browsers. */
function read(blocks, done) {
  const queue = blocks.flatMap(sentencesOf);
  const next = () => {
    const sentence = queue.shift();
    if (!sentence) {
      stop();
      done();
      return;
    }
    const language = sentence.startContainer.parentElement.closest("[lang]").lang;
    const spoken = new SpeechSynthesisUtterance(sentence.toString());
    spoken.lang = language;
    spoken.voice = voiceFor(language) ?? null;
    spoken.onstart = () => CSS.highlights?.set("read", new Highlight(sentence));
    spoken.onend = next;
    speechSynthesis.speak(spoken);
  };
  next();
}

function sentencesOf(block) {
  const found = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const { index, 0: words } of node.data.matchAll(/[^.!?؟]+[.!?؟]*/g)) {
      if (!words.trim()) continue;
      const range = new Range();
      range.setStart(node, index);
      range.setEnd(node, index + words.length);
      found.push(range);
    }
  }
  return found;
}
