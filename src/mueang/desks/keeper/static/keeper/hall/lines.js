/* One roll as the keeper sees it now: what the server said last, and over it what this device still has to send. */
const Lines = (() => {
  const HERE = new Set(["present", "late", "left_early"]);
  const words = document.getElementById("words").dataset;
  const clock = (ms) => new Date(ms).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const part = (name) => document.getElementById(`part-${name}`).content.firstElementChild.cloneNode(true);

  function walkIn(item) {
    return { who: item.uuid, name: item.name, mark: "present", away: 0, entry: item.uuid, lost: [], scanned_at: null, is_sorry: false, is_fetched: false, carers: [], fetched: null, code: "", is_new: true };
  }

  // At a room's door: whoever has a seat in the same forum, wherever this device knows them from.
  function guests(sheet, sheets) {
    if (!sheet.is_chosen) return new Map();
    const own = new Set(sheet.lines.map((line) => line.who));
    const kin = sheets.filter((row) => row.offering === sheet.offering).flatMap((row) => [...row.lines, ...(row.others || [])]);
    return new Map(kin.filter((line) => !own.has(line.who)).map(({ who, name, code }) => [who, { who, name, code }]));
  }

  function guest({ who, name, code }) {
    return { who, name, code, mark: "present", away: 0, entry: null, lost: [], scanned_at: null, is_sorry: false, is_fetched: false, carers: [], fetched: null, is_guest: true };
  }

  // The queue is in the order of marking, so the last one of somebody wins, as it will on the server.
  function overlay(sheet, queue, others = new Map()) {
    const mine = queue.filter((item) => item.session === sheet.uuid);
    const lines = sheet.lines.map((line) => ({ ...line }));
    const of = new Map(lines.map((line) => [line.who, line]));
    for (const item of mine.filter((one) => one.kind === "walk_in")) {
      const line = { ...walkIn(item), waits: true };
      lines.push(line);
      of.set(item.uuid, line);
    }
    for (const item of mine) {
      if (!of.has(item.who) && others.has(item.who)) {
        of.set(item.who, guest(others.get(item.who)));
        lines.push(of.get(item.who));
      }
      const line = of.get(item.who);
      if (!line) continue;
      if (item.kind === "mark") Object.assign(line, { mark: item.mark, away: item.away, entry: item.uuid, waits: true, lost: [] });
      if (item.kind === "check_out") Object.assign(line, { fetched: item.is_taken_back ? null : { by: item.fetched_by, at: Date.parse(item.made_at) }, waits: true });
    }
    return lines;
  }

  // Seen by somebody or something: their own scan, their badge or ticket, a keeper's press. Not: merely not marked absent.
  const arrived = (line) => Boolean(line.scanned_at || (line.entry && HERE.has(line.mark)));

  function note(text, tone = "") {
    const badge = document.createElement("span");
    badge.className = `badge ${tone}`;
    badge.textContent = text;
    return badge;
  }

  function said(line) {
    const minutes = ["late", "left_early"].includes(line.mark) ? ` ${line.away} ${words.minutes}` : "";
    return `${words[line.mark] || ""}${minutes}`;
  }

  function notes(line) {
    const found = [];
    if (["late", "left_early", "excused"].includes(line.mark)) found.push(note(said(line), line.mark === "excused" ? "" : "warn"));
    if (line.is_sorry) found.push(note(words.sorry, "info"));
    if (line.is_new) found.push(note(words.walked, "accent"));
    if (line.is_guest) found.push(note(words.guest, "accent"));
    if (line.scanned_at) found.push(note(`${words.scanned} ${clock(line.scanned_at)}`, "info"));
    if (line.fetched) found.push(note(`${words.fetched} ${line.fetched.by} ${clock(line.fetched.at)}`, "good"));
    if (line.waits) found.push(note(words.waits));
    for (const lost of line.lost) found.push(note(`${words.marked} ${lost.by}, ${said(lost)} ${clock(lost.at)}. ${words.stands}`, "warn"));
    return found;
  }

  function fillFace(round, line, { sheet, faces }) {
    round.hidden = !sheet.faces_until;
    const picture = faces.get(line.face);
    if (!picture) round.textContent = line.initials || "";
    else if (round.firstElementChild?.dataset.face !== line.face) {
      const image = Object.assign(document.createElement("img"), { src: `data:image/webp;base64,${picture}`, alt: "", width: 48, height: 48 });
      image.dataset.face = line.face;
      round.replaceChildren(image);
    }
  }

  function fill(row, line, { sheet, faces }) {
    row.dataset.who = line.who;
    fillFace(row.querySelector(".roll-face"), line, { sheet, faces });
    row.querySelector(".roll-name").textContent = line.name;
    for (const radio of row.querySelectorAll("input[type=radio]")) {
      radio.name = `mark-${line.who}`;
      radio.checked = radio.value === line.mark;
    }
    row.querySelector(".hall-notes").replaceChildren(...notes(line));
    const minutes = row.querySelector(".hall-minutes input");
    minutes.max = sheet.minutes;
    if (document.activeElement !== minutes) minutes.value = ["late", "left_early"].includes(line.mark) ? line.away : "";
    row.querySelector(".hall-minutes").hidden = !["late", "left_early"].includes(line.mark);
    for (const button of row.querySelectorAll("[data-mark]")) button.setAttribute("aria-pressed", button.dataset.mark === line.mark);
    fillFetch(row.querySelector(".hall-fetch"), line);
  }

  function fillFetch(form, line) {
    form.hidden = !line.is_fetched;
    form.querySelector("[data-do=take-back]").hidden = !line.fetched;
    const carers = form.querySelector(".hall-carers");
    if (carers.childElementCount === line.carers.length) return;
    carers.replaceChildren(...line.carers.map((name) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: name });
      button.dataset.carer = name;
      return button;
    }));
  }

  function draw(list, lines, shown) {
    const held = new Map([...list.children].map((row) => [row.dataset.who, row]));
    const rows = lines.map((line) => {
      const row = held.get(line.who) || part("line");
      fill(row, line, shown);
      return row;
    });
    // Rows stay where they are while nothing moved: a finger on its way finds what it aimed at.
    if (rows.length !== list.children.length || rows.some((row, place) => list.children[place] !== row)) list.replaceChildren(...rows);
  }

  return { arrived, words, clock, part, guests, overlay, draw };
})();
