// Forms with files: a shielded copy from bad to good, looked at and destroyed; an income statement. With axe, at 320 px.

import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Audit } from '../support/audit.js';
import { leave, openBrowser, visitor } from '../support/browser.js';
import { Demo, pdfText } from '../support/demo.js';
import * as steps from '../support/steps.js';

const OUT = path.resolve(import.meta.dirname, '../out/screenshots');
/** A moment for the reader of pictures. */
const READING = 120_000;

let browser;
before(async () => {
  browser = await openBrowser();
  await mkdir(OUT, { recursive: true });
});
after(() => browser.close());

/** A picture of a page of HTML, as a camera would make it: a PNG. */
async function picture(html) {
  const context = await browser.newContext({ viewport: { width: 1240, height: 900 } });
  const page = await context.newPage();
  await page.setContent(`<body style="margin:60px;background:#fff;color:#000;font:30px Arial,Helvetica,sans-serif">${html}</body>`);
  const made = await page.screenshot({ type: 'png' });
  await context.close();
  return made;
}

/** An invented passport with the numbers of the documentation; what is covered is black. */
function passport({ mark, covered }) {
  const field = covered ? '<span style="display:inline-block;width:260px;height:40px;background:#000"></span>' : '999999990';
  const zone = covered ? '<span style="background:#000;color:#000">999999990</span>' : '999999990';
  const line = (text) => `<div style="font:28px 'DejaVu Sans Mono','Liberation Mono',monospace;white-space:pre;margin-top:12px">${text}</div>`;
  return picture(`<h1>${mark}</h1><p>KONINKRIJK DER NEDERLANDEN</p><p>Paspoort / Passport</p><p>Naam: VOORBEELD</p>
    <p>Voornaam: VERA</p><p>BSN: ${field}</p><div style="margin-top:60px"></div>
    ${line('P&lt;NLDVOORBEELD&lt;&lt;VERA' + '&lt;'.repeat(24))}
    ${line(`SPECI20142NLD6503101F2403096${zone}&lt;&lt;&lt;&lt;&lt;84`)}`);
}

const file = (name, buffer) => ({ name, mimeType: 'image/png', buffer });

describe('a shielded copy', () => {
  let demo;
  before(async () => { demo = await Demo.start({ pack: 'woonpartners', persons: 40 }); });
  after(() => demo?.stop());

  it('is refused until it is shielded, then looked at and destroyed', async () => {
    const audit = new Audit();
    const page = await visitor(browser, demo);
    page.setDefaultTimeout(READING);
    const request = await steps.ask(page, 'inzage', demo.person('Fenna'));
    await steps.follow(page, request);
    await page.click('a[href="/volgen/mijn/kopie"]');
    assert.equal(await page.locator('input[type=file]').count(), 0, 'first one reads how to make a copy');
    // Axe is a script: the pages are looked at by a visitor who has scripts, with the same cookies.
    const eye = await visitor(browser, demo, { scripts: true });
    const look = async (label, prepare) => {
      await eye.context().addCookies(await page.context().cookies());
      await eye.goto(page.url());
      if (prepare) await prepare(eye);
      await audit.look(eye, label);
      await eye.setViewportSize({ width: 320, height: 800 });
      await eye.screenshot({ path: path.join(OUT, `${label}-320.png`), fullPage: true });
      await eye.setViewportSize({ width: 1280, height: 900 });
    };
    const toForm = (on) => on.click('form[action="/volgen/mijn/kopie/gelezen"] button');
    await look('kopie-uitleg');
    await look('kopie-formulier', toForm);

    const today = new Date().toLocaleDateString('nl-NL', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Amsterdam' });
    const mark = `KOPIE voor Woonpartners, ${today}`;
    const [open, good] = [await passport({ mark, covered: false }), await passport({ mark, covered: true })];
    await toForm(page);
    await page.setInputFiles('#file', file('open.png', open));
    await page.click('form[enctype] button');
    await page.waitForSelector('[role=alert]');
    assert.match(await page.locator('[role=alert]').innerText(), /nog te zien[\s\S]*niets bewaard/);
    await look('kopie-geweigerd', async (on) => {
      on.setDefaultTimeout(READING);
      await toForm(on);
      await on.setInputFiles('#file', file('open.png', open));
      await on.click('form[enctype] button');
      await on.waitForSelector('[role=alert]');
    });
    await page.click('form[enctype] button');
    assert.match(await page.locator('[role=alert]').innerText(), /Kies een bestand/);
    // As a phone does that opens its camera.
    await page.click('details summary');
    await page.setInputFiles('#camera-front', file('image.png', good));
    await page.click('form[enctype] button');
    await page.waitForSelector('[role=status]');
    assert.match(await page.locator('[role=status]').innerText(), /goed afgeschermd/);
    await look('kopie-ontvangen');

    await steps.logIn(eye, demo);
    await steps.openCase(eye, request.number);
    await eye.click('a[href$="/kopie"]');
    const shown = await eye.locator('img').evaluate((image) => image.complete && image.naturalWidth);
    assert.ok(shown > 600, 'the officer sees the copy');
    await audit.look(eye, 'kopie-bekijken');
    await eye.screenshot({ path: path.join(OUT, 'kopie-bekijken.png'), fullPage: true });
    await steps.act(eye, 'identiteit');
    assert.match(eye.url(), /gedaan=identity$/);
    assert.match(await eye.locator('.g-history').innerText(), /Kopie vernietigd/);
    assert.deepEqual(audit.faults, []);
    await leave(page, demo, [request.code]);
    await leave(eye, demo);
  });
});

describe('an income statement', () => {
  let demo;
  before(async () => { demo = await Demo.start({ pack: 'thuisvester', persons: 40 }); });
  after(() => demo?.stop());

  it('is handed in from the site, and kept without the number', async () => {
    const audit = new Audit();
    const page = await visitor(browser, demo, { scripts: true });
    page.setDefaultTimeout(READING);
    await page.goto('/verzoek');
    await page.click('a[href="/inleveren/inkomensverklaring"]');
    await audit.look(page, 'inleveren');
    await page.click('form[enctype] button');
    assert.equal(await page.locator('.g-summary a').count(), 1);
    await audit.look(page, 'inleveren met een fout');
    const paper = await picture('<h1>Inkomensverklaring 2025</h1><p>Naam: V. Voorbeeld</p><p>Burgerservicenummer: 999999990</p><p>Inkomen: 31.000 euro</p>');
    await page.fill('#relation_number', 'R009999');
    await page.setInputFiles('#file', file('verklaring.png', paper));
    await page.setViewportSize({ width: 320, height: 800 });
    await page.screenshot({ path: path.join(OUT, 'inleveren-320.png'), fullPage: true });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.click('form[enctype] button');
    await page.waitForSelector('.g-facts code');
    assert.match(await page.locator('main').innerText(), /\d{4}-P0001/);
    await audit.look(page, 'ingeleverd');
    await page.screenshot({ path: path.join(OUT, 'ingeleverd.png'), fullPage: true });
    const folder = path.join(demo.dir, 'home/sources/documents/inkomen/R009999');
    const [kept, ...more] = await readdir(folder);
    assert.deepEqual(more, []);
    assert.equal((await pdfText(path.join(folder, kept))).trim(), '', 'a PDF of a picture');
    assert.deepEqual(audit.faults, []);
    await leave(page, demo, ['R009999']);
  });
});
