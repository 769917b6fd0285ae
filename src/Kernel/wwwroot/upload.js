// Sends a file in pieces, so that an upload goes on where it stopped: after a lost connection, a closed window, a restarted server. All words
// come from the page; without script the form sends the file in one go.
const piece = 4 << 20;
const patience = [1, 2, 4, 8, 15, 30];

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", (event) => {
    const file = form.elements.file.files[0];
    if (!file) return;
    event.preventDefault();
    send(form, file).catch((fault) => say(form, fault.message));
  });
}

async function send(form, file) {
  if (file.size > Number(form.dataset.largest)) return say(form, form.dataset.wordsLarge);
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  try {
    const key = ["upload", form.dataset.upload, form.elements.document?.value ?? "", form.elements.language.value, file.name, file.size, file.lastModified].join("|");
    const upload = (await resume(form, key)) ?? (await begin(form, file, key));
    await sendFrom(form, file, upload);
    localStorage.removeItem(key);
    location.assign(`${form.dataset.to}?upload=${upload.id}`);
  } finally {
    button.disabled = false;
  }
}

// An upload of the same file that was begun before and has not expired.
async function resume(form, key) {
  const id = localStorage.getItem(key);
  if (!id) return null;
  const answer = await ask(form, `/api/v1/uploads/${id}`, { method: "HEAD" });
  if (!answer.ok) localStorage.removeItem(key);
  return answer.ok ? { id, offset: Number(answer.headers.get("Upload-Offset")) } : null;
}

async function begin(form, file, key) {
  const answer = await ask(form, "/api/v1/uploads", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      owner: form.dataset.upload, name: file.name, length: file.size, language: form.elements.language.value,
      title: form.elements.title.value, document: form.elements.document?.value ?? null,
    }),
  });
  if (!answer.ok) throw new Error(await reason(answer));
  const { id } = await answer.json();
  localStorage.setItem(key, id);
  return { id, offset: 0 };
}

async function sendFrom(form, file, upload) {
  for (;;) {
    show(form, file, upload.offset);
    const end = Math.min(upload.offset + piece, file.size);
    const isLast = end === file.size;
    if (isLast) say(form, form.dataset.wordsChecking);
    const answer = await ask(form, `/api/v1/uploads/${upload.id}`, {
      method: "PATCH",
      headers: { "Content-Type": "application/partial-upload", "Upload-Offset": String(upload.offset), "Upload-Complete": isLast ? "?1" : "?0" },
      body: file.slice(upload.offset, end),
    });
    // Where a piece did not fit, the answer says from where on to send. A file that is refused is told of by the page itself.
    if (answer.status === 409) upload.offset = Number(answer.headers.get("Upload-Offset"));
    else if (answer.status === 422 || (answer.ok && isLast)) return;
    else if (answer.ok) upload.offset = Number(answer.headers.get("Upload-Offset"));
    else throw new Error(await reason(answer));
  }
}

// Asks again, later and later, while nobody answers or the server is away.
async function ask(form, address, options) {
  options.headers = { ...options.headers, RequestVerificationToken: form.elements.__RequestVerificationToken.value, "Accept-Language": document.documentElement.lang };
  for (let tries = 0; ; tries++) {
    try {
      const answer = await fetch(address, options);
      if (answer.status < 500 || tries > patience.length) {
        return answer;
      }
    } catch (fault) {
      if (!(fault instanceof TypeError)) throw fault;
    }
    say(form, form.dataset.wordsWaiting);
    await new Promise((resolve) => setTimeout(resolve, 1000 * patience[Math.min(tries, patience.length - 1)]));
  }
}

async function reason(answer) {
  const problem = await answer.json().catch(() => null);
  return problem?.detail ?? problem?.title ?? String(answer.status);
}

function show(form, file, offset) {
  const progress = form.querySelector("[data-upload-progress]");
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  progress.hidden = false;
  progress.value = (100 * offset) / file.size;
  const size = (bytes) => form.dataset.wordsSize.replace("{0}", number.format(bytes / 1e6));
  say(form, form.dataset.wordsGoing.replace("{0}", size(offset)).replace("{1}", size(file.size)));
}

function say(form, words) {
  const line = form.querySelector("[data-upload-says]");
  line.hidden = false;
  line.textContent = words;
}
