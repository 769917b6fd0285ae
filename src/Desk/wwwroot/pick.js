// Makes a combobox (WAI-ARIA 1.2, list autocomplete with manual selection) of each field that finds something by a part of its name.
const pause = 180;

function option(found, index, id) {
  const item = document.createElement("li");
  item.id = `${id}-${index}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const name = item.appendChild(document.createElement("span"));
  name.textContent = found.name;
  if (found.language) {
    name.lang = found.language;
  }
  if (found.more) {
    const more = item.appendChild(document.createElement("span"));
    more.className = "note";
    more.textContent = ` ${found.more}`;
  }
  return item;
}

function choose(input, picked, found) {
  const { name, type } = picked.dataset;
  let box = [...picked.querySelectorAll("input")].find((known) => known.value === found.id);
  if (!box) {
    const item = document.createElement("li");
    const label = item.appendChild(document.createElement("label"));
    label.className = "opt";
    box = label.appendChild(document.createElement("input"));
    Object.assign(box, { type, name, value: found.id });
    const words = label.appendChild(document.createElement("span"));
    words.textContent = ` ${found.name}`;
    if (found.language) {
      words.lang = found.language;
    }
    picked.prepend(item);
    if (type === "checkbox") {
      picked.append(item);
    }
  }
  box.checked = true;
  input.value = "";
  input.form.querySelector(`[name="${CSS.escape(name)}:was"]`)?.remove();
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function combine(input) {
  const picked = input.closest(".pick").querySelector(".picked");
  const list = document.createElement("ul");
  list.id = `${input.id}-list`;
  list.className = "listbox";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  let offered = [];
  let active = -1;
  let timer;
  let asked = 0;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function move(to) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = to;
    const item = list.children[active];
    if (!item) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", item.id);
  }

  async function look() {
    const text = input.value.trim();
    const turn = ++asked;
    if (!text) {
      close();
      return;
    }
    const query = new URLSearchParams({ lang: document.documentElement.lang, kind: input.dataset.find, q: text });
    let found = [];
    try {
      const answer = await fetch(`/desk/find?${query}`, { headers: { Accept: "application/json" } });
      found = answer.ok ? await answer.json() : [];
    } catch {
      // The button finds it too.
    }
    if (turn !== asked) {
      return;
    }
    offered = found;
    list.replaceChildren(...found.map((one, index) => option(one, index, list.id)));
    active = -1;
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
  }

  function take(index) {
    choose(input, picked, offered[index]);
    close();
    input.focus();
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : offered.length;
    if (event.key === "Escape" && count > 0) {
      close();
    } else if (event.key === "ArrowDown") {
      if (count > 0) {
        move((active + 1) % count);
      } else {
        look();
      }
    } else if (event.key === "ArrowUp" && count > 0) {
      move((active + count - 1 + (active < 0 ? 1 : 0)) % count);
    } else if (event.key === "Enter" && active >= 0) {
      take(active);
    } else {
      return;
    }
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const index = [...list.children].indexOf(event.target.closest("li"));
    if (index >= 0) {
      take(index);
    }
  });
}

document.querySelectorAll("input[data-find]").forEach(combine);
