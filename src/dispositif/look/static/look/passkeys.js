// A passkey that was not used or made: the page says so, where its form says it, and takes the focus there.
document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-refused]");
  if (place) {
    event.preventDefault();
    place.hidden = false;
    place.focus();
  }
});
document.addEventListener("DOMContentLoaded", () => {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !window.PublicKeyCredential;
});
