/* The code of the day that learners scan, changing every half minute without a network; and tickets and badges read at the door. */
const Codes = (() => {
  const SVG = "http://www.w3.org/2000/svg", LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const { words } = Lines;
  const dialog = document.getElementById("code-dialog"), tickets = document.getElementById("ticket-dialog");
  let timer = null, stream = null, people = () => [], others = () => [], chosen = () => {};

  function base32(bytes) {
    let bits = "";
    for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
    return bits.match(/.{5}/g).map((five) => LETTERS[parseInt(five, 2)]).join("");
  }

  async function codeAt(key, step) {
    const bytes = Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16));
    const secret = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const digest = await crypto.subtle.sign("HMAC", secret, new TextEncoder().encode(String(step)));
    return base32(new Uint8Array(digest).slice(0, 5));
  }

  function drawing(text) {
    const code = qrcode(0, "M");
    code.addData(text);
    code.make();
    const side = code.getModuleCount(), quiet = 4;
    let path = "";
    for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) if (code.isDark(y, x)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
    const svg = document.createElementNS(SVG, "svg"), squares = document.createElementNS(SVG, "path");
    svg.setAttribute("viewBox", `0 0 ${side + 2 * quiet} ${side + 2 * quiet}`);
    svg.setAttribute("shape-rendering", "crispEdges");
    squares.setAttribute("d", path);
    svg.append(squares);
    return svg;
  }

  async function show(sheet, now) {
    const frame = dialog.querySelector(".hall-qr");
    let last = null;
    const draw = async () => {
      const { key, seconds, address } = sheet().code;
      const step = Math.floor(now() / 1000 / seconds);
      if (step === last) return;
      last = step;
      const text = address.replace("CODE", await codeAt(key, step));
      frame.replaceChildren(drawing(text));
      frame.dataset.text = text;
    };
    await draw();
    clearInterval(timer);
    timer = setInterval(draw, 1000);
    dialog.showModal();
  }
  dialog.addEventListener("close", () => clearInterval(timer));

  // The ticket itself never stays on this device: only a short code made from it, which does not lead back.
  async function codeOf(ticket) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(ticket));
    return base32(new Uint8Array(digest).slice(0, 5)).slice(0, 6);
  }

  // A badge says who it is; a ticket, or its short code, whom it seats.
  async function theirs(text, lines) {
    const badge = text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/), ticket = text.match(/\/ticket\/([\w-]{43})\//);
    if (badge) return lines.filter((line) => line.who === badge[0]);
    const code = ticket ? await codeOf(ticket[1]) : text.trim().toUpperCase();
    return lines.filter((line) => line.code && line.code === code);
  }

  async function found(text) {
    const expected = await theirs(text, people());
    const lines = expected.length ? expected : await theirs(text, others());
    const noted = lines.length ? words.noted : words.nobody;
    for (const line of lines) if (!Lines.arrived(line)) await chosen(line.who);
    say("ticket", lines.length ? `${noted} ${lines.map((line) => line.name).join(", ")}` : noted);
    tickets.querySelector("[data-said=ticket]").classList.toggle("hall-missed", !lines.length);
    count();
    navigator.vibrate?.(lines.length ? 60 : [60, 60, 60]);
  }

  function say(name, text) { tickets.querySelector(`[data-said=${name}]`).textContent = text; }
  function count() { say("at-the-door", `${words.arrived} ${people().filter(Lines.arrived).length} / ${people().length}`); }

  // iPhones and desktop browsers read no codes by themselves: a library does, kept on the device like the page.
  async function reader() {
    const Detector = "BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")
      ? BarcodeDetector : (await import(document.getElementById("hall").dataset.reader)).BarcodeDetector;
    return new Detector({ formats: ["qr_code"] });
  }

  async function watch(video) {
    const detector = await reader();
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    let last = "";
    while (tickets.open) {
      for (const { rawValue } of await detector.detect(video).catch(() => [])) {
        if (rawValue === last) continue;
        last = rawValue;
        await found(rawValue);
      }
      await new Promise((yes) => setTimeout(yes, 200));
    }
  }

  function read(lines, guests, press) {
    people = lines;
    others = guests;
    chosen = press;
    say("ticket", "");
    count();
    tickets.showModal();
    if (navigator.mediaDevices) watch(tickets.querySelector("video")).catch(() => {});
  }
  tickets.addEventListener("close", () => {
    for (const track of stream ? stream.getTracks() : []) track.stop();
    stream = null;
    tickets.querySelector("video").hidden = true;
  });

  // A hand scanner types and presses Enter, sometimes before the last one is noted: the field is free at once.
  let turn = Promise.resolve();
  function typed(form) {
    const text = form.elements.code.value;
    form.reset();
    form.elements.code.focus();
    turn = turn.then(() => found(text));
  }

  return { show, read, typed };
})();
