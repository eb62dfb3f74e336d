// The language of the page: what is said now, and how everything changes with it.
// Texts carry both languages as data-zh and data-en, attributes as data-NAME-zh/-en;
// in figures any {zh, en} pair stands for a text.
const page = (() => {
  const data = JSON.parse(document.getElementById("page-data").textContent);
  const listeners = [];
  const remembered = "ruralbeds-language";
  let language = data.language;
  try {
    language = localStorage.getItem(remembered) || language;
  } catch (refused) {
    // A page opened from a file may not be allowed to remember; the default stands.
  }
  if (language !== "zh" && language !== "en") language = data.language;

  const isText = (value) => value !== null && typeof value === "object"
    && "zh" in value && "en" in value && Object.keys(value).length === 2;

  function said(value) {
    if (Array.isArray(value)) return value.map(said);
    if (isText(value)) return value[language];
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, said(one)]));
  }

  const word = (key, parts = {}) => data.words[key][language]
    .replace(/\{(\w+)\}/g, (hole, name) => said(parts[name]));

  function say() {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    for (const node of document.querySelectorAll(`[data-${language}]`)) {
      node.textContent = node.getAttribute(`data-${language}`);
    }
    for (const name of ["aria-label"]) {
      for (const node of document.querySelectorAll(`[data-${name}-${language}]`)) {
        node.setAttribute(name, node.getAttribute(`data-${name}-${language}`));
      }
    }
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    for (const listener of listeners) listener();
  }

  function choose(other) {
    language = other;
    try {
      localStorage.setItem(remembered, language);
    } catch (refused) {
      // See above.
    }
    say();
  }

  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => choose(button.dataset.language));
  }
  return { data, said, word, say, onChange: (listener) => listeners.push(listener),
    get language() { return language; } };
})();
