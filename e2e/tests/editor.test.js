// Publishing a policy: two officers, with and without scripts, and what a reader of the statement sees of it.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Audit } from '../support/audit.js';
import { leave, openBrowser, visitor } from '../support/browser.js';
import { Demo } from '../support/demo.js';
import * as steps from '../support/steps.js';

const RIGHTS = '/werk/beleid/bestand/model/rights.yaml';
const EARLIER = 'term: 1 month';

let browser, demo, officer, second, guest;
const audit = new Audit();
before(async () => {
  browser = await openBrowser();
  demo = await Demo.start();
  officer = await visitor(browser, demo, { scripts: true });
  second = await visitor(browser, demo);
  guest = await visitor(browser, demo, { scripts: true });
  await steps.logIn(officer, demo);
  await steps.logIn(second, demo, 'tweede');
});
after(async () => {
  await demo?.stop();
  await browser.close();
});

function assertClean() {
  assert.deepEqual(audit.faults.splice(0), []);
}

const openAll = (page) => page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
const save = (page) => page.click('button[name="step"][value="save"]');
const told = (page) => page.locator('#stand').innerText();
/** Replaces a piece of the text as someone who types would. */
async function write(page, from, to) {
  const text = await page.inputValue('#text');
  assert.ok(text.includes(from), `the text has ${from}`);
  await page.fill('#text', text.replace(from, to));
}

describe('the editor', () => {
  it('shows while typing what a text would change, and leads to the line', async () => {
    await officer.goto('/werk');
    await officer.click('nav a[href="/werk/beleid"]');
    await audit.look(officer, '/werk/beleid without a draft');
    await officer.click(`a[href="${RIGHTS}"]`);
    await audit.look(officer, 'a file');
    assert.match(await told(officer), /: 0 nieuw,.* veranderen: 0\./);
    await write(officer, EARLIER, 'term: 3 months');
    await officer.waitForFunction(() => document.querySelector('#stand').innerText.includes('Nog niet opgeslagen'));
    assert.match(await told(officer), /: [1-9]\d* nieuw,/);
    assert.ok(await officer.locator('#bevindingen .g-change').count(), 'the sentence that changes');
    await openAll(officer);
    await audit.look(officer, 'a file with findings');
    await officer.locator('#bevindingen a[href^="#regel-"]').first().click();
    const chosen = await officer.evaluate(() => document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd));
    assert.match(chosen, /term: 3 months|requests:/, 'the line of the finding is chosen');
    await write(officer, 'term: 3 months', 'term: [');
    await officer.waitForFunction(() => document.querySelector('#stand').innerText.includes('niet te lezen'));
    await write(officer, 'term: [', 'term: 2 weeks');
    await officer.waitForFunction(() => document.querySelector('#stand').innerText.includes(': 0 nieuw,'));
    await save(officer);
    await officer.waitForSelector('.g-done');
    assertClean();
  });

  it('works without scripts, and nobody loses a text to another', async () => {
    await second.goto(RIGHTS);
    await write(second, 'term: 2 weeks', 'term: 3 weeks');
    const late = await visitor(browser, demo, { scripts: true });
    await steps.logIn(late, demo, 'tweede');
    await late.goto(RIGHTS);
    await officer.goto(RIGHTS);
    await write(officer, 'term: 2 weeks', 'term: 10 days');
    await save(officer);
    await officer.waitForSelector('.g-done');
    await save(second);
    await second.waitForSelector('[role=alert]');
    assert.ok((await second.inputValue('#text')).includes('term: 3 weeks'), 'the text of the second stays');
    assert.ok((await second.locator('[role=alert] pre').innerText()).includes('term: 10 days'), 'that of the first is shown');
    assert.match(await second.title(), /^Fout/);
    await save(late);
    await late.waitForSelector('[role=alert]');
    assert.equal(await late.locator('[role=alert] pre').count(), 1, 'the text of the other is shown');
    await audit.look(late, 'a conflict');
    await leave(late, demo);
    // The numbered text is where a finding leads without scripts.
    await write(second, 'term: 3 weeks', 'term: 3 months');
    await second.click('button[name="step"][value="check"]');
    await second.locator('#bevindingen a[href^="#regel-"]').first().click();
    assert.ok(await second.locator('li:target').isVisible(), 'the line is shown');
    await openAll(officer);
    await audit.look(officer, 'a file that differs from the one in force');
    assertClean();
  });

  it('asks a reason, and another officer', async () => {
    await officer.goto('/werk/beleid');
    await openAll(officer);
    await audit.look(officer, '/werk/beleid with a draft');
    await officer.fill('#effective_on', '31-2-2030');
    await steps.act(officer, 'voorstellen');
    assert.equal(await officer.locator('.g-summary a').count(), 2);
    await audit.look(officer, '/werk/beleid with mistakes');
    await officer.fill('#reason', 'Wij beloven een sneller antwoord.');
    await officer.fill('#effective_on', '');
    await steps.act(officer, 'voorstellen');
    await officer.waitForSelector('.g-done');
    assert.equal(await officer.locator('form[action$="/goedkeuren"]').count(), 0, 'not the author');
    await audit.look(officer, '/werk/beleid proposed, for the author');
    await second.goto('/werk/beleid');
    await second.fill('#note', 'Graag per dag tellen.');
    await steps.act(second, 'terugsturen');
    await second.waitForSelector('.g-done');
    await officer.goto('/werk/beleid');
    assert.ok((await officer.locator('.g-next').innerText()).includes('Graag per dag tellen.'));
    assert.equal(await officer.inputValue('#reason'), 'Wij beloven een sneller antwoord.');
    await steps.act(officer, 'voorstellen');
    await officer.waitForSelector('.g-done');
    assertClean();
  });

  it('puts in force what the second approves, while the site runs', async () => {
    await guest.goto('/');
    const before = await guest.locator('main').innerText();
    await second.goto('/werk/beleid');
    await steps.act(second, 'goedkeuren');
    await second.waitForSelector('.g-done');
    assert.match(await second.locator('.g-done').innerText(), /geldt vanaf nu/);
    await guest.reload();
    assert.notEqual(await guest.locator('main').innerText(), before);
    await guest.click('footer a[href="/verklaring/versies"]');
    await audit.look(guest, '/verklaring/versies');
    const list = await guest.locator('main').innerText();
    assert.ok(list.includes('Wij beloven een sneller antwoord.') && !list.includes('Privacy Officer (demo)'));
    await guest.click('main a[href="/verklaring/versies/1"]');
    await audit.look(guest, 'an old version');
    assert.match(await guest.locator('main').innerText(), /Dit is een oude versie/);
    await guest.goto('/verklaring/versies/2');
    assert.ok(await guest.locator('.g-change').count(), 'what changed');
    await audit.look(guest, 'the version in force');
    await officer.goto('/werk/logboek');
    const log = await officer.locator('tbody').innerText();
    for (const word of ['voorgelegd', 'goedgekeurd', 'in werking']) assert.ok(log.includes(word), word);
    assertClean();
  });

  it('goes on after a crash', async () => {
    await demo.kill();
    await demo.serve();
    const again = await visitor(browser, demo);
    await again.goto('/verklaring/versies');
    assert.match(await again.locator('tbody tr').first().innerText(), /Versie 2.*geldt nu/s);
    await leave(again, demo);
  });
});
