// The statement in layers: the short layer first, sections that open, and links that open what they lead to.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Audit } from '../support/audit.js';
import { leave, openBrowser, visitor } from '../support/browser.js';
import { Demo } from '../support/demo.js';

let browser, demo, page;
before(async () => {
  browser = await openBrowser();
  demo = await Demo.start();
  page = await visitor(browser, demo, { scripts: true });
});
after(async () => {
  await demo?.stop();
  await browser.close();
});

const isOpen = (target) => page.locator(`[id="${target}"]`).evaluate((element) => element.closest('details.g-section').open);

describe('the statement in layers', () => {
  it('says the essence first and keeps the sections closed', async () => {
    await page.goto('/');
    const short = page.locator('#short');
    assert.ok(await short.isVisible());
    assert.ok((await short.innerText()).length < 3000, 'short is short');
    assert.ok(await short.locator('li').count() > 10);
    assert.equal(await page.locator('details.g-section[open]').count(), 0);
    assert.ok(await page.locator('details.g-section').count() > 15);
  });

  it('shows on a closed section that a promise in it is broken', async () => {
    const broken = page.locator('details.g-section', { has: page.locator('.g-sentence .g-mark--broken') });
    assert.ok(await broken.count() > 0);
    assert.equal(await broken.locator('> summary .g-mark--broken').count(), await broken.count());
  });

  it('opens a section by its link, by keyboard, and for a sentence in an address', async () => {
    await page.goto('/');
    await page.click('.g-contents a[href="#rights"]');
    assert.equal(await isOpen('rights'), true);
    const summary = page.locator('details.g-section > summary').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    assert.equal(await isOpen('who'), true);
    await page.keyboard.press('Enter');
    assert.equal(await isOpen('who'), false);
    await page.goto('/bewijs');
    await page.goto('/#retention.camera_images');
    assert.equal(await isOpen('retention.camera_images'), true);
    assert.ok(await page.locator('[id="retention.camera_images"]').isVisible());
  });

  it('reads well with everything open', async (t) => {
    const audit = new Audit();
    await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    await audit.look(page, 'the statement with everything open');
    for (const remark of audit.remarks) t.diagnostic(remark);
    assert.deepEqual(audit.faults, []);
    await leave(page, demo);
  });
});
