// Has the browser make or show a passkey and puts its answer into a form, which then goes the way of any other. The page says what else can be done
// where this script does not run or the browser has no passkeys.
const knows = window.PublicKeyCredential?.parseCreationOptionsFromJSON && window.PublicKeyCredential?.parseRequestOptionsFromJSON;

for (const form of knows ? document.querySelectorAll("form[data-passkey]") : []) {
  for (const instead of document.querySelectorAll("[data-passkey-instead]")) instead.hidden = true;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    ask(form).then((credential) => {
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.requestSubmit();
    }, () => {
      form.querySelector("[data-passkey-failed]").hidden = false;
    });
  });
}

function ask(form) {
  const options = JSON.parse(form.dataset.options);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
