// The editor of the policy: checks the text while it is typed, and leads from a finding to its line. The page does the
// same without this file, by its buttons and the numbered text below the form.
'use strict';

const form = document.querySelector('form[data-editor]');
const text = form.querySelector('textarea');
const saved = text.value;
/** Milliseconds without a key before the text is checked. */
const PAUSE = 600;

let waiting;
let asking;
let leaving = false;

/** Asks the page what the text would change, and shows that part of its answer. */
async function check() {
  asking?.abort();
  asking = new AbortController();
  const fields = new URLSearchParams(new FormData(form));
  fields.set('step', 'check');
  try {
    const answer = await fetch(form.action, { method: 'POST', body: fields, signal: asking.signal });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [now, next] = [document, page].map((one) => one.getElementById('bevindingen'));
    if (!now || !next) return;
    const told = next.querySelector('#stand').textContent;
    const status = now.querySelector('#stand');
    // The live region itself stays, so that its change is read out.
    next.querySelector('#stand').replaceWith(status);
    now.replaceWith(next);
    if (status.textContent !== told) status.textContent = told;
  } catch (failure) {
    if (failure.name !== 'AbortError') throw failure;
  }
}

/** Puts the cursor at the start of a line. */
function jump(line) {
  const lines = text.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
  text.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(text).lineHeight));
  text.scrollIntoView({ block: 'nearest' });
}

/** The line that an address leads to, or 0. */
const lineOf = (address) => Number(/#regel-(\d+)$/.exec(address)?.[1] ?? 0);

text.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(check, PAUSE);
});
document.addEventListener('click', (event) => {
  const link = event.target.closest('#bevindingen a');
  const line = link?.getAttribute('href').startsWith('#') ? lineOf(link.href) : 0;
  if (!line) return;
  event.preventDefault();
  jump(line);
});
form.addEventListener('submit', () => {
  leaving = true;
});
window.addEventListener('beforeunload', (event) => {
  if (!leaving && text.value !== saved) event.preventDefault();
});
if (lineOf(location.href)) jump(lineOf(location.href));
