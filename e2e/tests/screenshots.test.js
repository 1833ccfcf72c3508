// Pictures of the pages for the documentation. GESTAND_SCREENSHOTS=1 puts them in docs/screenshots, otherwise in e2e/out.

import assert from 'node:assert/strict';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { download, leave, openBrowser, visitor } from '../support/browser.js';
import { Demo, pdfPicture } from '../support/demo.js';
import * as steps from '../support/steps.js';

const folder = process.env.GESTAND_SCREENSHOTS === '1' ? '../../docs/screenshots' : '../out/screenshots';
const target = path.resolve(import.meta.dirname, folder);
/** Longer pages are cut here, in pixels. */
const HIGHEST = 1600;

let browser, demo;
before(async () => {
  await mkdir(target, { recursive: true });
  browser = await openBrowser();
  demo = await Demo.start({ persons: 500 });
});
after(async () => {
  await demo?.stop();
  await browser.close();
});

async function shoot(page, name) {
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  // The window itself is made higher: beyond its edge the browser paints no background.
  await page.setViewportSize({ ...size, height: Math.min(Math.max(height, size.height), HIGHEST) });
  await page.screenshot({ path: path.join(target, `${name}.png`) });
  await page.setViewportSize(size);
}

it('pictures of every kind of page', async () => {
  const guest = await visitor(browser, demo);
  await guest.goto('/');
  await shoot(guest, 'statement');
  await guest.goto('/bewijs');
  await shoot(guest, 'proof');
  await guest.goto('/verzoek/inzage');
  await steps.fillRequest(guest, demo.person('Fenna'));
  await guest.fill('#email', 'fenna.voorbeeld');
  await steps.press(guest, 'check');
  await shoot(guest, 'request-form');
  const request = await steps.ask(guest, 'inzage', demo.person('Fenna'));
  await shoot(guest, 'request-sent');

  const officer = await visitor(browser, demo);
  await officer.goto('/inloggen');
  await shoot(officer, 'login');
  await steps.logIn(officer, demo);
  await shoot(officer, 'today');
  await officer.goto('/werk/verzoeken?stand=all');
  await shoot(officer, 'cases');
  await officer.goto('/werk');
  await officer.locator('a[href^="/werk/taken/"]').first().click();
  await shoot(officer, 'task');
  await steps.openCase(officer, request.number);
  await steps.confirmIdentity(officer);
  await steps.choosePerson(officer, demo.person('Fenna').relation_number);
  await steps.answerTasks(officer);
  await shoot(officer, 'case');
  await steps.review(officer);
  await steps.follow(guest, request);
  await shoot(guest, 'follow');

  await officer.goto('/werk/bewaren');
  await shoot(officer, 'retention');
  await steps.proposePlan(officer);
  await shoot(officer, 'plan');
  await steps.act(officer, 'goedkeuren');
  await steps.planCompleted(officer);
  const certificate = await download(officer, demo, officer.locator('a[href$="/certificaat.pdf"]'));
  await pdfPicture(certificate.saved, path.join(target, 'certificate'));
  await officer.goto('/werk/logboek');
  await shoot(officer, 'ledger');

  for (const name of ['statement', 'plan', 'certificate']) {
    assert.ok((await stat(path.join(target, `${name}.png`))).size > 10_000, `${name} is not empty`);
  }
  await leave(guest, demo, [request.code]);
  await leave(officer, demo, [request.code]);
});
