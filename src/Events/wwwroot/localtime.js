// Adds the start of an event on the reader's own clock. All words come from the page; without script the page is complete.
for (const line of document.querySelectorAll("[data-localtime]")) {
  const start = new Date(line.dataset.localtime);
  if (Number.isNaN(start.getTime())) continue;
  if (-start.getTimezoneOffset() === Number(line.dataset.offset)) {
    line.textContent = line.dataset.same;
  } else {
    const words = new Intl.DateTimeFormat(line.dataset.culture, {
      weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short",
    }).format(start);
    const [before, after = ""] = line.dataset.words.split("{0}");
    const time = document.createElement("time");
    time.dateTime = line.dataset.localtime;
    time.textContent = words;
    line.replaceChildren(before, time, after);
  }
  line.hidden = false;
}
