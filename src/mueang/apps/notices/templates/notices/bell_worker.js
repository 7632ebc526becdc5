/* Shows the bell. The push carries no words: what there is to read stands in the app, behind the sign-in. */
const said = {{ said|safe }};
self.addEventListener("push", (event) => event.waitUntil(self.registration.showNotification(said.title, { body: said.body, tag: "mueang" })));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(said.url));
});
