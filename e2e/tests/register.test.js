// The register of processing activities as a visitor sees it: pages, pictures, downloads and lasting addresses.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { Audit } from '../support/audit.js';
import { download, leave, openBrowser, visitor } from '../support/browser.js';
import { Demo } from '../support/demo.js';
import * as steps from '../support/steps.js';

let browser, demo;
before(async () => {
  browser = await openBrowser();
  demo = await Demo.start({ persons: 40 });
});
after(async () => {
  await demo?.stop();
  await browser.close();
});

describe('the register', () => {
  for (const locale of ['nl-NL', 'en-GB']) {
    it(`is accessible with everything open, also on a small screen, in ${locale}`, async () => {
      const audit = new Audit();
      const page = await visitor(browser, demo, { scripts: true, locale });
      await page.goto('/register');
      await audit.look(page, '/register');
      await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
      await audit.look(page, '/register with everything open');
      const address = await page.locator('#rent_collection a[href$="/rent_collection"]').getAttribute('href');
      await page.goto(address);
      await audit.look(page, 'one activity');
      assert.equal(await page.locator('details.g-entry[open]').count(), 1, 'it is open');
      await page.goto(address.replace('/rent_collection', ''));
      await audit.look(page, 'one version');
      assert.deepEqual(audit.faults, []);
      await leave(page, demo);
    });
  }

  it('opens an activity without scripts, and its picture can be read on a small screen', async () => {
    const page = await visitor(browser, demo, { viewport: { width: 320, height: 800 } });
    await page.goto('/register');
    const entry = page.locator('#rent_collection');
    assert.ok(!(await entry.locator('svg.g-flow').isVisible()));
    await entry.locator('summary').click();
    const picture = entry.locator('svg.g-flow');
    assert.ok(await picture.isVisible());
    const name = await picture.locator('title').textContent();
    assert.match(name, /huur innen/);
    // Every text of the picture lies within it, and is large enough to read.
    const { width } = await picture.boundingBox();
    for (const text of await picture.locator('text').all()) {
      const box = await text.boundingBox();
      const frame = await picture.boundingBox();
      assert.ok(box.x + box.width <= frame.x + width + 1, await text.textContent());
      assert.ok(box.height >= 10, `${await text.textContent()} is ${box.height} pixels high`);
    }
    // Boxes do not lie over each other.
    const boxes = await picture.locator('rect.g-flow__box:not(.g-flow__box--inner)').evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })));
    boxes.slice(1).forEach((box, at) => assert.ok(box.top >= boxes[at].bottom, `box ${at + 1}`));
    await leave(page, demo);
  });

  it('can be downloaded in every form, from the page of the workspace too', async () => {
    const page = await visitor(browser, demo);
    await steps.logIn(page, demo);
    await page.click('nav a[href="/register"]');
    const json = await (await page.request.get(await page.locator('a[href$=".json"]').getAttribute('href'))).json();
    const csv = await download(page, demo, page.locator('a[href$=".csv"]'));
    assert.match(csv.name, /^register-[0-9a-f]{12}\.csv$/);
    const text = await readFile(csv.saved, 'utf8');
    for (const { id } of json.activities) assert.ok(text.includes(`\n${id},`), id);
    const xlsx = await download(page, demo, page.locator('a[href$=".xlsx"]'));
    assert.equal((await readFile(xlsx.saved)).subarray(0, 2).toString(), 'PK');
    const linked = await page.request.get(await page.locator('a[href$=".jsonld"]').getAttribute('href'));
    assert.equal(linked.headers()['content-type'], 'application/ld+json');
    const processes = (await linked.json())['@graph'].filter((node) => node['@type'] === 'dpv:Process');
    assert.equal(processes.length, json.activities.length);
    // The address of an activity answers a program with data and a browser with a page.
    const address = processes[0]['@id'];
    const asked = await page.request.get(address, { headers: { accept: 'application/ld+json' } });
    assert.equal((await asked.json())['@graph'].filter((node) => node['@type'] === 'dpv:Process').length, 1);
    await page.goto(address);
    assert.equal(await page.locator('h1').count(), 1);
    await leave(page, demo);
  });
});
