// Handing over the statement: recorded and looked up by the desk, accessible, and never with the number in an address.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Audit } from '../support/audit.js';
import { leave, openBrowser, visitor } from '../support/browser.js';
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

describe('handing over the statement', () => {
  it('is recorded and found again, without the number in an address', async () => {
    const audit = new Audit();
    const page = await visitor(browser, demo, { scripts: true });
    const addresses = [];
    page.on('request', (request) => addresses.push(request.url()));
    await steps.logIn(page, demo, 'balie');
    await page.click('nav a[href="/werk/uitreiken"]');
    await audit.look(page, '/werk/uitreiken');
    await page.click('form[action="/werk/uitreiken"] button');
    assert.equal(await page.locator('.g-summary a').count(), 3);
    await audit.look(page, '/werk/uitreiken with mistakes');
    await page.fill('#number', 'HUUR-4711');
    await page.check('#moment-at_signing');
    await page.check('#way-paper');
    await page.click('form[action="/werk/uitreiken"] button');
    assert.match(page.url(), /gedaan=hand-over$/);
    await audit.look(page, '/werk/uitreiken recorded');
    await page.fill('#of', 'huur-4711');
    await page.click('form[action="/werk/uitreiken/opzoeken"] button');
    assert.equal(await page.locator('tbody tr').count(), 1);
    await audit.look(page, '/werk/uitreiken found');
    await page.click('tbody a[href="/verklaring/versies/1"]');
    assert.ok(addresses.every((address) => !address.toLowerCase().includes('4711')), addresses.join('\n'));
    assert.deepEqual(audit.faults, []);
    await leave(page, demo);
  });

  it('shows everyone which version held on a day', async () => {
    const audit = new Audit();
    const page = await visitor(browser, demo, { scripts: true });
    await page.goto('/verklaring/versies');
    await page.fill('#op', '1-1-2020');
    await page.click('form[action="/verklaring/versies"] button');
    assert.match(await page.locator('[role=status]').textContent(), /nog geen/);
    await audit.look(page, '/verklaring/versies on a day');
    await page.fill('#op', 'gisteren');
    await page.click('form[action="/verklaring/versies"] button');
    assert.equal(await page.locator('.g-summary a').count(), 1);
    await audit.look(page, '/verklaring/versies with a mistake');
    assert.deepEqual(audit.faults, []);
    await leave(page, demo);
  });
});
