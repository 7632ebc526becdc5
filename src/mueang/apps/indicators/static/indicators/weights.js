/* A weight is moved, and the ranking moves while the finger is still down; without this a button does the same. */
{
  const form = document.querySelector("[data-ranks]");
  const ranking = document.getElementById("ranking");
  let asked = null;

  async function rank() {
    asked?.abort();
    asked = new AbortController();
    const said = new URLSearchParams(new FormData(form));
    said.set("part", "ranking");
    try {
      const answer = await fetch(`${form.dataset.ranks}?${said}`, { signal: asked.signal, credentials: "same-origin" });
      if (!answer.ok) return;
      ranking.innerHTML = await answer.text();
      for (const share of ranking.querySelectorAll("[data-share]")) {
        document.getElementById(share.dataset.share).textContent = share.textContent;
      }
    } catch (wrong) {
      if (wrong.name !== "AbortError") throw wrong;
    }
  }

  form?.addEventListener("input", (event) => {
    if (event.target.type === "range") rank();
  });
}
