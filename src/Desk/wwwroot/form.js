// Saves a draft while it is written, says so, and asks before a page with unsaved changes is left. Without this script the buttons save.
const form = document.querySelector("form[data-autosave]");
const state = form?.querySelector("[data-state]");
const pause = 4000;
const retry = 20000;
let isDirty = form?.dataset.dirty === "yes";
let isSending = false;
let timer = 0;
// The button that was pressed while a save was under way: two saves at once would be taken for two people.
let pressed = null;

function wait(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(save, milliseconds);
}

function stop() {
  clearTimeout(timer);
  timer = 0;
}

async function save() {
  stop();
  if (isSending || !isDirty) {
    return;
  }
  isSending = true;
  isDirty = false;
  state.textContent = form.dataset.saving;
  const next = await send();
  isSending = false;
  if (pressed) {
    const button = pressed;
    pressed = null;
    form.requestSubmit(button);
    return;
  }
  if (isDirty && !timer) {
    // A key was pressed while the answer was on its way, or nobody answered.
    wait(next);
  }
}

// Sends the form; after how long to try again what is not saved yet.
async function send() {
  const sent = new FormData(form);
  sent.set("act", "autosave");
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent), headers: { Accept: "application/json" }, redirect: "manual" });
  } catch {
    return unsaved(form.dataset.away, retry);
  }
  if (answer.status === 401 || answer.type === "opaqueredirect") {
    // Whoever is not signed in any more may sign in again in another window.
    return unsaved(form.dataset.out, retry);
  }
  if (answer.status >= 500 || answer.status === 429) {
    return unsaved(form.dataset.away, retry);
  }
  const said = await answer.json().catch(() => null);
  if (!answer.ok || !said) {
    return refused(said?.refused ?? form.dataset.refused);
  }
  if (said.conflict) {
    // What was typed since is sent too, in the place of what is kept by now, before the page is left.
    form.elements["form:kept"].value = said.conflict.split("/").pop();
    if (pressed || isDirty) {
      return 0;
    }
    leave(said.conflict);
    return pause;
  }
  form.action = said.action;
  form.elements["form:revision"].value = said.revision;
  // Whoever comes back to this page finds the draft, not an empty form.
  history.replaceState(null, "", said.action);
  if (!isDirty) {
    state.textContent = said.saved;
  }
  return pause;
}

function unsaved(words, milliseconds) {
  isDirty = true;
  // A page that is left now would take with it what is written.
  pressed = null;
  state.textContent = words;
  return milliseconds;
}

// The same again would be refused again: the next change tries anew, and leaving asks.
function refused(words) {
  isDirty = true;
  state.textContent = words;
  timer = -1;
  return retry;
}

function leave(address) {
  isDirty = false;
  stop();
  location.assign(address);
}

function changed(event) {
  // What is only typed to look for something is no change yet.
  if (event.target.matches?.("[data-find], [name$=':lines'], [name$=':lines-in'], [name='form:new-language']")) {
    return;
  }
  isDirty = true;
  if (!isSending) {
    state.textContent = form.dataset.unsaved;
  }
  wait(pause);
}

if (form && state) {
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    stop();
    if (isSending) {
      event.preventDefault();
      pressed = event.submitter;
      return;
    }
    isDirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty || isSending) {
      event.preventDefault();
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      save();
    }
  });
  document.querySelector(".errors")?.focus();
}
