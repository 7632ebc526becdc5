/* The code of the day that learners scan, changing every half minute without a network; and tickets read by camera. */
const Codes = (() => {
  const SVG = "http://www.w3.org/2000/svg", LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const { words } = Lines;
  const dialog = document.getElementById("code-dialog"), tickets = document.getElementById("ticket-dialog");
  let timer = null, stream = null, people = () => [], chosen = () => {};

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

  function found(code) {
    const theirs = people().filter((line) => line.code && line.code === code.trim().toUpperCase());
    for (const line of theirs) chosen(line.who);
    const said = theirs.length ? `${words.noted} ${theirs.map((line) => line.name).join(", ")}` : words.nobody;
    tickets.querySelector("[data-said=ticket]").textContent = said;
    return theirs.length > 0;
  }

  async function watch(video) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    let last = "";
    while (tickets.open) {
      for (const { rawValue } of await detector.detect(video).catch(() => [])) {
        const ticket = rawValue.match(/\/ticket\/([\w-]{43})\//);
        if (ticket && rawValue !== last) {
          last = rawValue;
          found(await codeOf(ticket[1]));
        }
      }
      await new Promise((yes) => setTimeout(yes, 200));
    }
  }

  function read(lines, press) {
    people = lines;
    chosen = press;
    tickets.querySelector("[data-said=ticket]").textContent = "";
    tickets.showModal();
    if ("BarcodeDetector" in window && navigator.mediaDevices) watch(tickets.querySelector("video")).catch(() => {});
  }
  tickets.addEventListener("close", () => {
    for (const track of stream ? stream.getTracks() : []) track.stop();
    stream = null;
    tickets.querySelector("video").hidden = true;
  });

  function typed(form) {
    if (found(form.elements.code.value)) form.reset();
  }

  return { show, read, typed };
})();
