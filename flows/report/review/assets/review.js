// The review's language switch, its keys, and the list of pages. Rows reach the page as text only.
"use strict";
const root = document.documentElement;
const stored = (name, value) => {
  try { return value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value); } catch { return null; }
};
const show = (language) => { root.dataset.show = language; root.lang = language === "en" ? "en" : "zh-Hans"; };
show(stored("zhpages-language") || (navigator.language.startsWith("zh") ? "zh" : "en"));
document.getElementById("language").addEventListener("click", () => {
  const language = root.dataset.show === "en" ? "zh" : "en";
  stored("zhpages-language", language);
  show(language);
});

const removed = [...document.querySelectorAll(".page del")];
let at = -1;
const step = (by) => {
  if (!removed.length) return;
  removed[at]?.classList.remove("here");
  at = (at + by + removed.length) % removed.length;
  removed[at].classList.add("here");
  removed[at].scrollIntoView({ block: "center" });
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(input|select|textarea)$/i.test(event.target.tagName)) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/" && document.getElementById("search")) { event.preventDefault(); document.getElementById("search").focus(); }
  else document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`)?.click();
});

const files = document.getElementById("files");
if (files) {
  const STEP = 100, rows = [];
  let found = [], shown = 0;
  const field = (name) => document.getElementById(name);
  const body = document.querySelector("#list tbody");
  const cell = (row, text, number) => {
    const made = row.insertCell();
    made.textContent = text;
    if (number) made.className = "n";
    return made;
  };
  const more = () => {
    for (const each of found.slice(shown, shown + STEP)) {
      const [id, source, path, title, date, confidence, chars, ratio, flags] = each;
      const row = body.insertRow();
      cell(row, confidence.toFixed(2), true);
      const link = document.createElement("a");
      link.href = `pages/${id.slice(0, 2)}/${id}.html`;
      link.textContent = title || path;
      const place = document.createElement("small");
      place.className = "note";
      place.textContent = [path, flags].filter(Boolean).join(" · ");
      cell(row, "").append(link, " ", place);
      cell(row, source);
      cell(row, date);
      cell(row, chars.toLocaleString(), true);
      cell(row, Math.round(ratio * 100) + "%", true);
    }
    shown = Math.min(shown + STEP, found.length);
    field("count").textContent = `${shown.toLocaleString()} / ${found.length.toLocaleString()}`;
    field("more").hidden = shown >= found.length;
  };
  const refresh = () => {
    const words = field("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const source = field("source").value, flag = field("flag").value;
    const order = Math.abs(+field("order").value), sign = field("order").value.startsWith("-") ? -1 : 1;
    found = rows.filter((row) => (!source || row[1] === source) && (!flag || row[8].split(" ").includes(flag)) &&
      words.every((word) => (row[3] + " " + row[2]).toLowerCase().includes(word)));
    found.sort((a, b) => sign * (a[order] < b[order] ? -1 : a[order] > b[order] ? 1 : 0));
    body.replaceChildren();
    shown = 0;
    more();
  };
  window.zhpages = (part) => { for (const row of part) rows.push(row); };
  const load = (number) => {
    if (number >= +files.dataset.count) return refresh();
    const script = document.createElement("script");
    script.src = `data/list-${String(number).padStart(4, "0")}.js`;
    script.onload = script.onerror = () => load(number + 1);
    document.head.append(script);
  };
  for (const name of ["search", "source", "flag", "order"]) field(name).addEventListener("input", refresh);
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
  field("more").addEventListener("click", more);
  load(0);
}
