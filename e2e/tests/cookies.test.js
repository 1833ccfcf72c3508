// The consent manager vanilla-cookieconsent, with the settings that `gestand cookies config` writes, on a page of our own.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { openBrowser } from '../support/browser.js';
import { GESTAND } from '../support/demo.js';

const run = promisify(execFile);
const PACKAGE = path.dirname(createRequire(import.meta.url).resolve('vanilla-cookieconsent'));
const DAY = 24 * 60 * 60;

const PACK = `
pack: banner
kind: corporation
organisation: {name: Stichting Bedacht Wonen}
cookie_rules: {consent: opt_in, refuse_as_easy: true}
cookies:
  choice: {class: functional, names: [keuze], lifetime: 6 months}
  measure:
    label: {nl: bezoek meten <img src=x>, en: measuring visits <img src=x>}
    class: analytic
    names: [_meet, '_meet_*']
    lifetime: 1 year
`;

const page = (lang) => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Bedacht</title>
<link rel="stylesheet" href="/cookieconsent.css"></head><body><main><h1>Bedacht</h1>
<button type="button" data-cc="show-preferencesModal">Cookies</button></main>
<script type="text/plain" data-category="analytics">
for (const name of ['_meet', '_meet_A1']) document.cookie = name + '=1; path=/; max-age=3600';
</script>
<script type="module">
import * as CookieConsent from '/cookieconsent.esm.js';
import config from '/config.js';
await CookieConsent.run(config);
</script></body></html>`;

let browser, server, address, folder;

/** Runs `gestand cookies config` on a pack with this text. */
async function config(text, ...more) {
  const pack = path.join(folder, 'banner');
  await mkdir(pack, { recursive: true });
  await writeFile(path.join(pack, 'pack.yaml'), text);
  return run(GESTAND, ['cookies', 'config', pack, '--choice', 'keuze', ...more]);
}

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gestand-banner-'));
  const settings = (await config(PACK, '--format', 'js')).stdout;
  server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const send = (type, content) => response.writeHead(200, { 'content-type': type }).end(content);
    if (pathname === '/') send('text/html', page(searchParams.get('lang') ?? 'nl'));
    else if (pathname === '/config.js') send('text/javascript', settings);
    else if (/^\/cookieconsent\.(esm\.js|css)$/.test(pathname)) {
      send(pathname.endsWith('js') ? 'text/javascript' : 'text/css', await readFile(path.join(PACKAGE, pathname)));
    } else response.writeHead(404).end();
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  server?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** A new visitor on the page, with a banner in view. */
async function arrive(lang = 'nl') {
  const context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  const visit = await context.newPage();
  await visit.goto(`${address}/?lang=${lang}`);
  await visit.locator('#cc-main .cm').waitFor();
  return visit;
}

const names = async (visit) => (await visit.context().cookies()).map(({ name }) => name).sort();
const banner = (visit, role) => visit.locator(`#cc-main .cm [data-role=${role}]`);

describe('the consent banner', () => {
  it('sets nothing before a choice; refusing takes one click, and is kept no longer than the policy says', async () => {
    const visit = await arrive();
    assert.deepEqual(await names(visit), []);
    assert.equal((await banner(visit, 'necessary').textContent()).trim(), 'Alles weigeren');
    await banner(visit, 'necessary').click();
    await visit.locator('#cc-main .cm').waitFor({ state: 'hidden' });
    await visit.reload();
    await visit.waitForLoadState('networkidle');
    assert.ok(!(await visit.locator('#cc-main .cm').isVisible()), 'the choice is remembered');
    assert.deepEqual(await names(visit), ['keuze']);
    const [{ expires }] = await visit.context().cookies();
    const days = (expires - Date.now() / 1000) / DAY;
    assert.ok(days > 180 && days <= 181, `${days} days`);
    await visit.context().close();
  });

  it('gives accepting and refusing the same place, size and colour', async () => {
    const visit = await arrive();
    const look = (role) => banner(visit, role).evaluate((button) => {
      const { width, height } = button.getBoundingClientRect();
      const { backgroundColor, color, fontSize, fontWeight } = getComputedStyle(button);
      return { width: Math.round(width), height: Math.round(height), backgroundColor, color, fontSize, fontWeight };
    });
    assert.deepEqual(await look('necessary'), await look('all'));
    await visit.context().close();
  });

  it('sets what was accepted with one click, and clears it when the visitor comes back on it', async () => {
    const visit = await arrive();
    await banner(visit, 'all').click();
    await visit.waitForFunction(() => document.cookie.includes('_meet_A1'));
    assert.deepEqual(await names(visit), ['_meet', '_meet_A1', 'keuze']);
    await visit.click('[data-cc=show-preferencesModal]');
    await visit.locator('#cc-main .pm [data-role=necessary]').click();
    await visit.waitForFunction(() => !document.cookie.includes('_meet'));
    assert.deepEqual(await names(visit), ['keuze']);
    await visit.context().close();
  });

  for (const lang of ['nl', 'en']) {
    it(`is accessible, and shows texts of the policy as text, in ${lang}`, async () => {
      const visit = await arrive(lang);
      const look = async (what) => {
        await visit.waitForTimeout(600); // the banner fades in: half transparent text has too little contrast
        const { violations } = await new AxeBuilder({ page: visit }).analyze();
        assert.deepEqual(violations.map(({ id, nodes }) => `${what}: ${id} ${nodes[0].html}`), []);
      };
      await look('the banner');
      await visit.locator('#cc-main .cm [data-role=show]').click();
      await visit.locator('#cc-main .pm').waitFor();
      for (const title of await visit.locator('#cc-main .pm__section-title').all()) await title.click();
      await look('the settings');
      assert.equal(await visit.locator('#cc-main img').count(), 0);
      assert.match(await visit.locator('#cc-main .pm').textContent(), /<img src=x>/);
      await visit.context().close();
    });
  }

  it('is not written for a policy by which consent is not asked or refusing is harder', async () => {
    for (const [text, code] of [
      [PACK.replace('opt_in', 'implied'), /G0702/],
      [PACK.replace('opt_in', 'not_asked'), /G0702/],
      [PACK.replace('refuse_as_easy: true', 'refuse_as_easy: false'), /G0708/],
      [PACK.replace('[keuze]', '[anders]'), /keuze/],
    ]) {
      await assert.rejects(config(text), (failure) => {
        assert.equal(failure.code, 1);
        assert.equal(failure.stdout, '');
        assert.match(failure.stderr, code);
        return true;
      });
    }
  });
});
