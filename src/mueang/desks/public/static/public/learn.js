// The list gets better with script. It stays the same list: every state is an address, asked for as it stands.
// (A library would weigh more than the page; this is all that is needed of one.)
(() => {
  const PARTS = ["found", "facets", "interests", "chips"];
  const form = document.getElementById("browse");
  if (!form) return;
  let asking;

  const show = async (address, { push }) => {
    asking?.abort();
    asking = new AbortController();
    const focus = document.activeElement?.id;
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of PARTS) document.getElementById(id).replaceWith(page.getElementById(id));
      document.title = page.title;
      // The answer's own address: the server writes each state in one way.
      if (push) history.pushState(null, "", answer.url);
      document.getElementById(focus)?.focus({ preventScroll: true });
      offer();
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
      return;
    }
    form.removeAttribute("aria-busy");
  };

  const stated = () => {
    const pairs = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(pairs).toString();
    return form.action.split("?")[0] + (query ? `?${query}` : "");
  };

  form.addEventListener("change", () => show(stated(), { push: true }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(stated(), { push: true });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-browse] a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (new URL(link.href).pathname !== location.pathname) return;
    event.preventDefault();
    show(link.href, { push: true });
    if (link.rel === "next" || link.rel === "prev") document.getElementById("found").scrollIntoView();
  });
  window.addEventListener("popstate", () => show(location.href, { push: false }));

  // Filters stand open where there is room.
  const filters = document.getElementById("filters");
  if (window.matchMedia("(min-width: 60rem)").matches) filters.open = true;

  // "Near me" finds one's own neighbourhood on the device: where one stands never leaves it.
  const nearest = (list, at) => {
    const squeeze = Math.cos((at.latitude * Math.PI) / 180);
    const apart = ({ dataset: { lat, lon } }) => Math.hypot(lat - at.latitude, (lon - at.longitude) * squeeze);
    return [...list.options].filter((option) => option.dataset.lat).sort((a, b) => apart(a) - apart(b))[0];
  };
  const offer = () => {
    const list = document.getElementById("f-near");
    const button = document.getElementById("near-me");
    if (!list || !button || !navigator.geolocation) return;
    button.hidden = false;
    button.onclick = () => {
      button.disabled = true;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          list.value = nearest(list, coords)?.value ?? "";
          show(stated(), { push: true });
        },
        () => { button.hidden = true; },
        { maximumAge: 600000, timeout: 10000 },
      );
    };
  };
  offer();
})();
