/* Work that goes on behind a page: its box is asked for again until there is nothing more to wait for; then the page
   comes anew. */
{
  const watch = async () => {
    const box = document.querySelector("[data-watch]");
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = page.getElementById(box.id);
        if (!now?.matches("[data-watch]")) return location.reload();
        // Said aloud only when something changed.
        if (now.innerHTML !== box.innerHTML) box.innerHTML = now.innerHTML;
      }
    } catch { /* no network for a moment: ask again */ }
    setTimeout(watch, 2000);
  };
  if (document.querySelector("[data-watch]")) setTimeout(watch, 2000);
}
