/* A weight is moved, and the ranking moves while the finger is still down; without this a button does the same. */
{
  const form = document.querySelector("[data-ranks]");
  const ranking = document.getElementById("ranking");
  let isAsking = false;
  let isMoved = false;

  // One question at a time, the newest next: answers keep coming however fast the finger is.
  async function rank() {
    isMoved = true;
    if (isAsking) return;
    isAsking = true;
    try {
      while (isMoved) {
        isMoved = false;
        const said = new URLSearchParams(new FormData(form));
        said.set("part", "ranking");
        const answer = await fetch(`${form.dataset.ranks}?${said}`, { credentials: "same-origin" });
        if (!answer.ok) break;
        ranking.innerHTML = await answer.text();
        for (const share of ranking.querySelectorAll("[data-share]")) {
          document.getElementById(share.dataset.share).textContent = share.textContent;
        }
      }
    } finally {
      isAsking = false;
    }
  }

  form?.addEventListener("input", (event) => {
    if (event.target.type === "range") rank();
  });
}
