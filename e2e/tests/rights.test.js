// Rectification, restriction and portability as people do them, with axe on every new page.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, it } from 'node:test';
import { Audit } from '../support/audit.js';
import { download, leave, openBrowser, visitor } from '../support/browser.js';
import { Demo } from '../support/demo.js';
import * as steps from '../support/steps.js';

let browser, demo, guest, officer, fenna;
const audit = new Audit();
const codes = [];
before(async () => {
  browser = await openBrowser();
  demo = await Demo.start();
  fenna = demo.person('Fenna');
  guest = await visitor(browser, demo, { scripts: true });
  officer = await visitor(browser, demo, { scripts: true });
  await steps.logIn(officer, demo);
});
after(async () => {
  await leave(guest, demo, codes);
  await demo?.stop();
  await browser.close();
});

const openAll = (page) => page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));

async function look(page, label) {
  await openAll(page);
  await audit.look(page, label);
}

/** The bytes of what a link gives. */
const fetched = async (page, link) => readFile((await download(page, demo, page.locator(link).first())).saved);

function assertClean(t) {
  for (const remark of audit.remarks.splice(0)) t.diagnostic(remark);
  assert.deepEqual(audit.faults.splice(0), []);
}

/** A request on the site from form to confirmation; `fill` does what is special for the kind. */
async function ask(kind, fill) {
  await guest.goto(`/verzoek/${kind}`);
  await look(guest, `/verzoek/${kind}`);
  await steps.fillRequest(guest, fenna);
  await fill();
  await steps.press(guest, 'check');
  await look(guest, `/verzoek/${kind} check`);
  await steps.press(guest, 'send');
  const ticket = await steps.ticket(guest);
  codes.push(ticket.code);
  return ticket;
}

/** From received to its review. */
async function toReview(number) {
  await steps.openCase(officer, number);
  await steps.confirmIdentity(officer);
  await steps.choosePerson(officer, fenna.relation_number);
  await steps.answerTasks(officer);
  await look(officer, `review of ${number}`);
}

/** Ends every follow-up of the request that is open; tells how many. */
async function followUp(label) {
  const here = new URL(officer.url()).pathname;
  const links = await officer.locator('#opvolging ~ * a[href^="/werk/opvolging/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  let ended = 0;
  for (const link of links) {
    await officer.goto(link);
    if (!(await officer.locator('button[name="outcome"][value="done"]').count())) continue;
    if (ended === 0) await look(officer, `follow-up ${label}`);
    await officer.click('button[name="outcome"][value="done"]');
    await officer.waitForSelector('.g-done');
    ended += 1;
  }
  await officer.goto(here);
  return ended;
}

it('a wrong e-mail address is corrected, and the recipients are told', async (t) => {
  await guest.goto('/verzoek/verbeteren');
  await steps.press(guest, 'check');
  await look(guest, '/verzoek/verbeteren with mistakes');
  await guest.click('button[value="more"]');
  assert.equal(await guest.locator('#item_3').count(), 1);
  const ticket = await ask('verbeteren', async () => {
    await guest.selectOption('#item_1', 'email');
    await guest.fill('#value_1', 'fenna.nieuw@example.nl');
  });
  await toReview(ticket.number);
  assert.match(await officer.locator('.g-finding ins').first().innerText(), /fenna\.nieuw@example\.nl/);
  await openAll(officer);
  await officer.locator('form[action$="/corrigeren"] button').first().click();
  await steps.review(officer);
  await officer.waitForSelector('form[action$="/sluiten"]');
  await look(officer, 'case that was corrected');
  assert.ok((await followUp('tell')) > 0);
  await officer.goto('/werk');
  await look(officer, '/werk');
  await steps.follow(guest, ticket);
  await look(guest, '/volgen/mijn of a rectification');
  const main = await guest.locator('main').innerText();
  assert.match(main, /verteld op/);
  const answer = JSON.parse((await fetched(guest, 'a[href$="/json"]')).toString());
  assert.equal(answer.corrected[0].changes[0].new, 'fenna.nieuw@example.nl');
  assertClean(t);
});

it('a restriction holds, and is lifted after a letter', async (t) => {
  const ticket = await ask('beperken', () => guest.check('#restriction-accuracy'));
  await toReview(ticket.number);
  await steps.review(officer);
  await followUp('change');
  await officer.waitForSelector('form[action$="/opheffen"]', { state: 'attached' });
  await look(officer, 'case that restricts');
  await openAll(officer);
  await officer.fill('#reason', 'Nagekeken: het klopt.');
  await steps.act(officer, 'opheffen');
  await officer.waitForSelector('#told_on');
  await look(officer, 'case of which lifting is announced');
  await steps.follow(guest, ticket);
  await look(guest, '/volgen/mijn of a restriction');
  assert.match(await guest.locator('main').innerText(), /Nagekeken: het klopt\./);
  const letter = await fetched(officer, 'a[href$="/opheffen.pdf"]');
  assert.equal(letter.subarray(0, 4).toString(), '%PDF');
  await officer.fill('#told_on', await officer.evaluate(() => {
    const now = new Date();
    return `${now.getDate()}-${now.getMonth() + 1}-${now.getFullYear()}`;
  }));
  await officer.check('#told_by-letter');
  await steps.act(officer, 'verteld');
  await followUp('lift');
  await officer.waitForSelector('form[action$="/sluiten"]');
  assertClean(t);
});

it('data go along as files in the shape of VERA', async (t) => {
  const ticket = await ask('meenemen', () => guest.fill('#transfer_to', 'Woonstichting Elders'));
  await toReview(ticket.number);
  await steps.review(officer);
  await officer.waitForSelector('form[action$="/overgedragen"]');
  await look(officer, 'case of data to take along');
  await steps.act(officer, 'overgedragen');
  await officer.waitForSelector('.g-done');
  assert.match(await officer.locator('main').innerText(), /doorgegeven aan Woonstichting Elders/);
  await steps.follow(guest, ticket);
  await look(guest, '/volgen/mijn of a portability request');
  const zip = await fetched(guest, 'a[href$="/zip"]');
  assert.ok(zip.includes('natuurlijk-personen.json') && zip.includes('contactgegevens.csv'));
  assertClean(t);
});
