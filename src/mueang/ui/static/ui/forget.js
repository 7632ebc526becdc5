/* Names that this device keeps for work without a network go as somebody signs out, or finds themself signed out;
   with the visits in the field goes the key they are kept under. */
if ("indexedDB" in window) for (const kept of ["mueang-names", "mueang-field", "mueang-survey"]) indexedDB.deleteDatabase(kept);
