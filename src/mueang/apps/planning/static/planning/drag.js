/* A place is dragged, or moved by the arrow keys: where it is let go it is saved, and numbers and map come anew. */
{
  const effect = document.getElementById("effect");
  const said = document.getElementById("drag-status");
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const STEP = 4;
  const FINGER = 16;
  const KEYS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

  let held = null;
  let waiting = null;
  let asked = 0;

  const place = (site) => {
    const { e, f } = site.transform.baseVal.consolidate().matrix;
    return [e, f];
  };
  const put = (site, x, y) => site.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  const pixels = (svg, event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  };

  const meant = (target, x, y) => {
    const site = target.closest("[data-site]");
    if (site || !target.closest("[data-drag]")) return site;
    // A finger is wider than a place on a small map: the nearest one under it is meant.
    const apart = [...effect.querySelectorAll("[data-site]")].map((one) => {
      const box = one.getBoundingClientRect();
      return [Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y), one];
    });
    const [far, nearest] = apart.reduce((best, one) => (one[0] < best[0] ? one : best), [Infinity, null]);
    return far <= FINGER ? nearest : null;
  };

  async function save(site) {
    const svg = site.ownerSVGElement;
    const [x, y] = place(site);
    const { drag, west, north, wide, tall } = svg.dataset;
    const key = site.dataset.site;
    const mine = ++asked;
    said.textContent = said.dataset.working;
    const body = new URLSearchParams({ key, latitude: +north + y * tall, longitude: +west + x * wide });
    try {
      const answer = await fetch(drag, { method: "POST", body, headers: { "X-CSRFToken": token() }, credentials: "same-origin" });
      const text = await answer.text();
      // Another place was moved meanwhile: its answer will hold this one too.
      if (mine !== asked) return;
      if (!answer.ok) throw new Error(answer.status === 422 ? text : "");
      const stood = document.activeElement?.dataset?.site;
      effect.innerHTML = text;
      if (stood) effect.querySelector(`[data-site="${CSS.escape(stood)}"]`)?.focus();
      said.textContent = said.dataset.done;
    } catch (error) {
      if (mine === asked) said.textContent = (error instanceof TypeError ? "" : error.message) || said.dataset.failed;
    }
  }

  // Without this the page scrolls away under the finger: touch-action alone does not hold inside a drawing.
  effect.addEventListener("touchstart", (event) => {
    const { target, clientX, clientY } = event.touches[0];
    if (event.touches.length === 1 && meant(target, clientX, clientY)) event.preventDefault();
  }, { passive: false });
  effect.addEventListener("pointerdown", (event) => {
    const isFinger = event.pointerType === "touch";
    const site = isFinger ? meant(event.target, event.clientX, event.clientY) : event.target.closest("[data-site]");
    if (!site || !event.isPrimary) return;
    event.preventDefault();
    site.focus();
    held = site;
    site.setPointerCapture(event.pointerId);
  });
  effect.addEventListener("pointermove", (event) => {
    if (held) put(held, ...pixels(held.ownerSVGElement, event));
  });
  effect.addEventListener("pointerup", () => {
    if (held) save(held);
    held = null;
  });
  effect.addEventListener("pointercancel", () => { held = null; });
  effect.addEventListener("keydown", (event) => {
    const site = event.target.closest("[data-site]");
    if (!site || !(event.key in KEYS)) return;
    event.preventDefault();
    const [x, y] = place(site);
    put(site, x + KEYS[event.key][0], y + KEYS[event.key][1]);
    clearTimeout(waiting);
    // Once the key rests, not at every step.
    waiting = setTimeout(() => save(site), 400);
  });

  /* What the worker computes is asked after until there is nothing more to wait for; then the page comes anew. */
  const proposal = document.getElementById("proposal");
  const watch = async () => {
    try {
      const answer = await fetch(proposal.querySelector("[data-watch]").dataset.watch, { credentials: "same-origin" });
      if (answer.ok) proposal.innerHTML = await answer.text();
      if (!proposal.querySelector("[data-watch]")) return location.reload();
    } catch { /* no network for a moment: ask again */ }
    setTimeout(watch, 2000);
  };
  if (proposal.querySelector("[data-watch]")) setTimeout(watch, 2000);
}
