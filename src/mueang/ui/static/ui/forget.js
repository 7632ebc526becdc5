/* Names that this device keeps for work without a network go as somebody signs out, or finds themself signed out;
   with the visits in the field goes the key they are kept under. */
if ("indexedDB" in window) for (const kept of ["mueang-names", "mueang-field", "mueang-survey"]) indexedDB.deleteDatabase(kept);
try {
  for (const name of Object.keys(localStorage)) if (name.startsWith("mueang-course:")) localStorage.removeItem(name);
} catch (error) { /* a device that keeps nothing has nothing to forget */ }
if ("caches" in window) caches.keys().then((names) => names.filter((name) => /^mueang-course:.*:pages$/.test(name)).forEach((name) => caches.delete(name))).catch(() => {});
