/* Questions that depend on an earlier choice are shown once it is made. Without this they are all there, with their words. */
(() => {
  const depending = document.querySelectorAll("[data-if]");
  function draw() {
    for (const part of depending) {
      const wanted = part.dataset.of.split(" ");
      const asked = [...document.querySelectorAll(`[name="${part.dataset.if}"]`)];
      const isMade = asked.some((one) => one.checked && wanted.includes(one.value) && !one.closest("[data-if][hidden]"));
      part.hidden = !isMade;
    }
  }
  addEventListener("change", draw);
  draw();
})();
