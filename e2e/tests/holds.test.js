// A hold and what waits for it; and a backup that is put back after an erasure.

import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { leave, openBrowser, visitor } from '../support/browser.js';
import { Demo } from '../support/demo.js';
import * as steps from '../support/steps.js';

let browser, demo, page;
before(async () => {
  browser = await openBrowser();
  demo = await Demo.start();
  page = await visitor(browser, demo);
  await steps.logIn(page, demo);
});
after(async () => {
  await demo?.stop();
  await browser.close();
});

const source = (name) => path.join(demo.dir, 'home', 'sources', name);
const alert = () => page.locator('.utrecht-alert--error').count();

it('a released hold sets its records free, and a plan takes them at once', async () => {
  await copyFile(source('primary.sqlite'), source('backup'));
  await page.goto('/werk/bewaren');
  const incident = page.locator('tr', { has: page.locator('button[name="hold"]') });
  const before = await incident.count();
  assert.ok(before > 0, 'the demo has a hold that can be released');
  await incident.first().locator('a[href^="/werk/bewaren/blokkades/"]').click();
  const counts = await page.locator('main td.g-number').allInnerTexts();
  assert.ok(counts.map(Number).some((count) => count > 0), 'it says what waits');
  await page.click('button[name="plan"]');
  await page.waitForURL('**/werk/plannen/*');
  await steps.act(page, 'goedkeuren');
  await steps.planCompleted(page);
  await page.goto('/werk/bewaren');
  assert.equal(await page.locator('button[name="hold"]').count(), before - 1);
});

it('what a restored backup brings back is told, and erased again after approval', async () => {
  await page.goto('/werk');
  assert.equal(await alert(), 0);
  await copyFile(source('backup'), source('primary.sqlite'));
  await page.goto('/werk/bewaren');
  await page.click('form[action="/werk/bewaren/nakijken"] button');
  await page.waitForURL('**/werk/plannen/*');
  assert.ok((await page.locator('main a[href^="/werk/plannen/"]').count()) > 0, 'it names the plan that erased them before');
  const plan = page.url();
  await page.goto('/werk');
  assert.equal(await alert(), 1);
  await page.goto(plan);
  await steps.act(page, 'goedkeuren');
  await steps.planCompleted(page);
  await page.goto('/werk');
  await page.waitForFunction(() => !document.querySelector('.utrecht-alert--error'), null, { timeout: 1000 }).catch(() => page.reload());
  assert.equal(await alert(), 0);
  await page.goto('/werk/bewaren');
  await page.click('form[action="/werk/bewaren/nakijken"] button');
  await page.waitForURL('**/werk/bewaren?gedaan=replay');
  await leave(page, demo);
});
