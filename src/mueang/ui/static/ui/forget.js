/* Names that this device keeps for work without a network go as somebody signs out, or finds themself signed out. */
if ("indexedDB" in window) indexedDB.deleteDatabase("mueang-names");
