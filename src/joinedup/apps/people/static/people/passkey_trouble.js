// Says on the page, to people who see it and people who hear it, when the device did not give a passkey.
document.addEventListener("allauth.error", function (event) {
  const trouble = document.getElementById("passkey-trouble");
  if (trouble) {
    trouble.hidden = false;
    event.preventDefault();
  }
});
