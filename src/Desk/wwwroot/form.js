// Saves a draft while it is written, says so, and asks before a page with unsaved changes is left. Without this script the buttons save.
const form = document.querySelector("form[data-autosave]");
const state = form?.querySelector("[data-state]");
const pause = 4000;
const retry = 20000;
let isDirty = false;
let isSending = false;
let timer;

function wait(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(save, milliseconds);
}

async function save() {
  if (isSending || !isDirty) {
    return;
  }
  isSending = true;
  isDirty = false;
  state.textContent = form.dataset.saving;
  const sent = new FormData(form);
  sent.set("act", "autosave");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent), headers: { Accept: "application/json" }, redirect: "error" });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const saved = await answer.json();
    if (saved.conflict) {
      location.assign(saved.conflict);
      return;
    }
    form.action = saved.action;
    form.elements["form:revision"].value = saved.revision;
    // Whoever comes back to this page finds the draft, not an empty form.
    history.replaceState(null, "", saved.action);
    state.textContent = saved.saved;
  } catch {
    isDirty = true;
    state.textContent = form.dataset.away;
    wait(retry);
  } finally {
    isSending = false;
  }
  if (isDirty && !timer) {
    wait(pause);
  }
}

function changed(event) {
  // What is only typed to look for something is no change yet.
  if (event.target.matches?.("[data-find], [name$=':lines'], [name$=':lines-in'], [name='form:new-language']")) {
    return;
  }
  isDirty = true;
  state.textContent = form.dataset.unsaved;
  wait(pause);
}

if (form && state) {
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    isDirty = false;
    clearTimeout(timer);
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) {
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
