// A browser for visitors of the site, and what every visit is checked for.

import assert from 'node:assert/strict';
import path from 'node:path';
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.GESTAND_CHROMIUM ?? '/usr/bin/chromium';
/** Random digits of an id may look like anything. */
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export function openBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}

/** A visitor with a browser profile of their own: no scripts, Dutch. `page.seen` holds what went over the line. */
export async function visitor(browser, demo, { scripts = false, locale = 'nl-NL', viewport = { width: 1280, height: 900 } } = {}) {
  const context = await browser.newContext({ baseURL: demo.url, javaScriptEnabled: scripts, locale, viewport });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.seen = { urls: new Set(), faults: [], blocked: [] };
  context.on('request', (request) => page.seen.urls.add(request.url()));
  context.on('response', (response) => {
    if (response.status() >= 500) page.seen.faults.push(`${response.status()} ${response.url()}`);
  });
  page.on('console', (message) => {
    if (/content security policy|refused to|violates/i.test(message.text())) page.seen.blocked.push(message.text());
  });
  return page;
}

/** The end of a visit: nothing failed on the server, nothing was blocked, no address told anything personal. */
export async function leave(page, demo, secrets = []) {
  const { urls, faults, blocked } = page.seen;
  await page.context().close();
  assert.deepEqual(faults, [], 'pages that failed on the server');
  assert.deepEqual(blocked, [], 'content that the security policy blocked');
  assertNothingPersonal(urls, demo, secrets);
}

/** No name, e-mail address, birth date, postcode, relation number, password or code in any address. */
export function assertNothingPersonal(urls, demo, secrets = []) {
  const personal = new Set(secrets);
  for (const person of demo.persons) {
    // The last word of a name is the family name; short words such as "van" prove nothing.
    for (const word of person.name.split(' ').slice(-2)) if (word.length > 3) personal.add(word);
    for (const field of ['email', 'birth_date', 'postcode', 'relation_number']) personal.add(person[field]);
  }
  for (const request of demo.requests) personal.add(request.code);
  for (const login of demo.logins) personal.add(login.password);
  const plain = (text) => text.toLowerCase().replaceAll(/[\s+]/g, '');
  for (const url of urls) {
    assert.ok(url.startsWith(demo.url), `only our own site is asked: ${url}`);
    const { pathname, search } = new URL(url);
    const shown = plain(decodeURIComponent(pathname + search).replaceAll(ID, ''));
    for (const text of personal) assert.ok(!shown.includes(plain(text)), `an address shows personal data: ${pathname}${search}`);
  }
}

/** Clicks something that gives a file; tells where it was saved and under which name. */
export async function download(page, demo, link) {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const saved = path.join(demo.dir, `${Date.now()}-${file.suggestedFilename()}`);
  await file.saveAs(saved);
  return { saved, name: file.suggestedFilename() };
}
