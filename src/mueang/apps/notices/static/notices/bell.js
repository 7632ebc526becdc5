/* Ring on this device: asks the browser, and tells the house where it is rung. */
(() => {
  const box = document.getElementById("bell");
  if (!box || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const button = box.querySelector("[data-join]"), words = box.dataset;
  const say = (text) => { box.querySelector("[data-said]").textContent = text; };
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const make = () => {
    const agent = navigator.userAgent;
    const browser = /Edg/.test(agent) ? "Edge" : /Firefox/.test(agent) ? "Firefox" : /Chrome/.test(agent) ? "Chrome" : /Safari/.test(agent) ? "Safari" : "";
    const on = /Android/.test(agent) ? "Android" : /iPhone|iPad/.test(agent) ? "iPhone/iPad" : /Windows/.test(agent) ? "Windows" : /Mac/.test(agent) ? "Mac" : /Linux/.test(agent) ? "Linux" : "";
    return [browser, on].filter(Boolean).join(" · ");
  };
  box.querySelector("[data-without]").hidden = true;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      if (await Notification.requestPermission() !== "granted") { say(words.wordDenied); return; }
      await navigator.serviceWorker.register(words.worker);
      const ready = await navigator.serviceWorker.getRegistration(words.worker);
      for (let tries = 0; tries < 50 && !ready.active; tries += 1) await new Promise((done) => { setTimeout(done, 100); });
      const joined = await ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(words.key) });
      const form = new FormData(box.querySelector("form[data-post]"));
      form.set("endpoint", joined.endpoint);
      form.set("label", make());
      const answer = await fetch(words.join, { method: "POST", body: form });
      if (answer.ok) location.reload();
      else say(answer.status === 400 ? await answer.text() : words.wordTrouble);
    } catch (_fault) {
      say(words.wordTrouble);
    } finally {
      button.disabled = false;
    }
  });
})();
