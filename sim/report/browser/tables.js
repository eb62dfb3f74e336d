// Saves any table as CSV, in the language on screen, with the mark that Excel needs.
(() => {
  function quoted(text, isNumber) {
    // A spreadsheet would run text that begins like a formula.
    const safe = !isNumber && /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  const value = (cell) => quoted(cell.dataset.raw ?? cell.textContent.trim(), cell.dataset.raw !== undefined);

  function save(button) {
    const rows = [...document.getElementById(button.dataset.csv).rows];
    const text = rows.map((row) => [...row.cells].map(value).join(",")).join("\r\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
    link.download = button.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  for (const button of document.querySelectorAll("[data-csv]")) {
    button.addEventListener("click", () => save(button));
  }
})();
