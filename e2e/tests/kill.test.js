// The power fails while a plan destroys records: after a new start it ends as if nothing had happened.

import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { download, leave, openBrowser, visitor } from '../support/browser.js';
import { Demo, pdfText, verify } from '../support/demo.js';
import * as steps from '../support/steps.js';

let browser, demo;
before(async () => {
  browser = await openBrowser();
  demo = await Demo.start();
});
after(async () => {
  await demo?.stop();
  await browser.close();
});

/** The records that the plan's groups name, and how many were verified gone or withheld. */
async function counts(page) {
  const [records, verified, withheld] = await page.locator('table tbody').evaluate((body) =>
    [0, 1, 2].map((column) =>
      [...body.rows].reduce((sum, row) => sum + Number(row.querySelectorAll('.g-number')[column].innerText.replaceAll('.', '')), 0)));
  return { records, verified, withheld };
}

it('a killed plan is completed after the next start, and its certificate verifies', async (t) => {
  let page = await visitor(browser, demo);
  await steps.logIn(page, demo);
  await steps.proposePlan(page);
  const plan = new URL(page.url()).pathname;
  const { records } = await counts(page);
  await steps.act(page, 'goedkeuren');
  const progress = page.locator('progress');
  while ((await progress.count()) && (await progress.getAttribute('value')) === '0') await page.goto(plan);
  await demo.kill();
  t.diagnostic(`killed at: ${await page.locator('.g-progress label').innerText({ timeout: 500 }).catch(() => 'the end')}`);
  await page.context().close();

  await demo.serve();
  page = await visitor(browser, demo);
  await steps.logIn(page, demo);
  await page.goto(plan);
  await steps.planCompleted(page);
  const ended = await counts(page);
  assert.equal(ended.records, records, 'the plan is the one that was approved');
  assert.equal(ended.verified + ended.withheld, records, 'every record was handled once');

  const certificate = await download(page, demo, page.locator('a[href$="/certificaat.pdf"]'));
  assert.match(await pdfText(certificate.saved), /vernietiging/i);
  const receipt = await download(page, demo, page.locator('a[href$="/ontvangst.txt"]'));
  await page.goto('/bewijs');
  const verdict = await verify(receipt.saved, (await page.locator('dd code.g-code').innerText()).trim());
  assert.equal(verdict.code, 0, verdict.said);
  await page.goto('/werk/logboek');
  await page.click('form[action="/werk/logboek"] button');
  assert.equal(await page.locator('.utrecht-alert--ok').count(), 1, 'the whole ledger is sound');
  await leave(page, demo);
});
