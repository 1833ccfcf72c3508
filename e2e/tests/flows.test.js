// Both walks through the house, with every pack: a request for access, and a retention run with its proof.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { download, leave, openBrowser, visitor } from '../support/browser.js';
import { Demo, pdfText, verify } from '../support/demo.js';
import * as steps from '../support/steps.js';

const PACKS = ['model', 'woonpunt', 'woonpartners', 'woonmensen', 'woonbron', 'thuisvester'];
/** Packs that promise not to store a BSN; the corporation holds one in a note. */
const PROMISE_NO_BSN = ['model', 'woonpunt', 'woonbron'];
/** Who reported Fenna: never in her answer. */
const REPORTER = /wouter|van der melding/i;

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

for (const pack of PACKS) {
  describe(`the pack ${pack}`, () => {
    let demo, guest, officer, fenna;
    const secrets = [];
    before(async () => {
      demo = await Demo.start({ pack });
      fenna = demo.person('Fenna');
      guest = await visitor(browser, demo);
      officer = await visitor(browser, demo);
    });
    after(async () => {
      await demo?.stop();
    });

    it('shows the statement with a mark behind every sentence', async () => {
      const response = await guest.goto('/');
      assert.equal(response.status(), 200);
      assert.ok((await guest.locator('h1').innerText()).length > 5);
      const sections = await guest.locator('.g-section').count();
      assert.ok(sections >= 5, `${sections} sections`);
      assert.equal(await guest.locator('.g-contents a').count(), sections);
      const sentences = await guest.locator('.g-sentence').count();
      assert.ok(sentences >= 20, `${sentences} sentences`);
      assert.equal(await guest.locator('.g-sentence .g-mark').count(), sentences);
      assert.equal(await guest.locator('.g-sentence .g-mark--unknown').count(), 0, 'every source could be asked');
      assert.ok(await guest.locator('.g-sentence .g-mark--broken').count(), 'the overdue request shows');
      await guest.goto('/?taal=en');
      assert.equal(await guest.locator('html').getAttribute('lang'), 'en');
      await guest.goto('/?taal=nl');
    });

    let request;
    it('takes a request for access, after a mistake in the form', async () => {
      await guest.goto('/verzoek');
      await guest.click('main a[href="/verzoek/inzage"]');
      await guest.fill('#email', 'geen adres');
      await guest.fill('#birth_date', '31-2-1984');
      await steps.press(guest, 'check');
      const mistakes = guest.locator('.g-summary a');
      assert.equal(await mistakes.count(), 3, 'name, e-mail and birth date');
      assert.equal(await guest.evaluate(() => document.activeElement.className.includes('g-summary')), true, 'focus');
      assert.match(await guest.title(), /^Fout/);
      await mistakes.first().click();
      assert.equal(await guest.evaluate(() => document.activeElement.id), 'name', 'the summary leads to the field');
      for (const name of ['name', 'email', 'birth_date']) {
        const field = guest.locator(`#${name}`);
        assert.equal(await field.getAttribute('aria-invalid'), 'true');
        assert.match(await field.getAttribute('aria-describedby'), new RegExp(`${name}-error`));
      }
      assert.equal(await guest.inputValue('#email'), 'geen adres', 'what was filled in stays');

      await steps.fillRequest(guest, fenna);
      await steps.press(guest, 'check');
      const shown = await guest.locator('main').innerText();
      for (const text of [fenna.name, fenna.email, fenna.postcode]) assert.ok(shown.includes(text), text);
      await steps.press(guest, 'change');
      assert.equal(await guest.inputValue('#name'), fenna.name);
      await steps.press(guest, 'check');
      await steps.press(guest, 'send');
      request = await steps.ticket(guest);
      secrets.push(request.code);
    });

    it('lets the officer find, review and answer', async () => {
      await steps.logIn(officer, demo);
      await officer.click('main a[href="/werk/verzoeken"]');
      await steps.openCase(officer, request.number);
      assert.ok((await officer.locator('main').innerText()).includes(fenna.email));
      await steps.confirmIdentity(officer);
      assert.ok(await steps.choosePerson(officer, fenna.relation_number), 'Fenna is found');
      const searched = await officer.locator('.g-searches').first().innerText();
      assert.match(searched, /Doorzocht/);
      assert.doesNotMatch(searched, /Mislukt/);
      assert.equal(await steps.answerTasks(officer), 1, 'the paper archive');
      assert.ok(await officer.locator('.g-finding').count() > 5);
      const document = await download(officer, demo, officer.locator('.g-finding a[href*="/bestand/"]').first());
      assert.ok((await readFile(document.saved)).length > 100, 'the officer reads the document');
      await steps.review(officer);
      assert.match(await officer.locator('.g-eyebrow').innerText(), /beantwoord/i);
    });

    it('gives the requester the answer in all forms, without the reporter', async () => {
      await steps.follow(guest, request);
      const link = (form) => guest.locator(`a[href$="/antwoord/${form}"]`);
      const json = JSON.parse(await readFile((await download(guest, demo, link('json'))).saved, 'utf8'));
      const html = await readFile((await download(guest, demo, link('html'))).saved, 'utf8');
      const pdf = await pdfText((await download(guest, demo, link('pdf'))).saved);
      for (const text of [JSON.stringify(json), html, pdf]) {
        assert.ok(text.includes('Fenna'), 'her name');
        assert.ok(text.includes(fenna.email), 'her e-mail address');
        assert.doesNotMatch(text, REPORTER);
      }
      assert.doesNotMatch(html, /<script/i);
      const zip = await readFile((await download(guest, demo, link('zip'))).saved);
      assert.ok(zip.includes('antwoord.pdf') && zip.includes('documenten/001-'), 'the documents come along');
      await officer.reload();
      await steps.act(officer, 'sluiten');
      assert.match(await officer.locator('.g-eyebrow').innerText(), /gesloten/i);
      await guest.click('form[action="/volgen/uit"] button');
      await guest.goto('/volgen/mijn');
      assert.equal(new URL(guest.url()).pathname, '/volgen', 'the visit has ended');
    });

    if (pack === 'model') {
      it('erases what may go, and tells what stays and why', async () => {
        // The demo has his request; only the paper archive has not been searched.
        const erasure = demo.requests.find((one) => one.kind === 'erasure' && one.name.includes('Ruben'));
        await steps.openCase(officer, erasure.number);
        assert.equal(await steps.answerTasks(officer), 1);
        await steps.review(officer);
        await officer.waitForSelector('form[action$="/sluiten"]', { timeout: 60_000 });
        await officer.click('main a[href^="/werk/plannen/"]');
        await steps.planCompleted(officer);
        await steps.follow(guest, erasure);
        const answer = await download(guest, demo, guest.locator('a[href$="/antwoord/pdf"]'));
        const text = await pdfText(answer.saved);
        assert.match(text, /Ruben Proef/);
        assert.match(text, /AWR|Algemene wet inzake rijksbelastingen/, 'the law behind what stays');
      });

      it('lets a requester take a request back', async () => {
        const request = await steps.ask(guest, 'verwijderen', demo.person('Imke'));
        secrets.push(request.code);
        await steps.follow(guest, request);
        await guest.click('details summary');
        await guest.click('form[action$="/intrekken"] button');
        assert.match(await guest.locator('main').innerText(), /ingetrokken/);
        assert.equal(await guest.locator('form[action$="/intrekken"]').count(), 0);
      });
    }

    it('destroys what is past its term, once, with a certificate and a receipt', async () => {
      await steps.proposePlan(officer);
      const plan = officer.url();
      const rows = officer.locator('table tbody tr');
      assert.ok(await rows.count() > 0);
      for (const row of await rows.all()) {
        const records = Number((await row.locator('.g-number').first().innerText()).replaceAll('.', ''));
        assert.ok(records > 0, 'a count per rule and source');
        assert.ok(await row.locator('code').count() > 0, 'samples');
      }
      const second = await officer.context().newPage();
      await second.goto(plan);
      await steps.act(officer, 'goedkeuren');
      const [refusal] = await Promise.all([
        second.waitForResponse((response) => response.url().endsWith('/goedkeuren')),
        steps.act(second, 'goedkeuren'),
      ]);
      assert.equal(refusal.status(), 409);
      assert.match(await second.locator('main').innerText(), /iemand anders was eerder. Er is niets veranderd/);
      await second.close();

      await steps.planCompleted(officer);
      const number = (await officer.locator('h1').innerText()).match(/\S+$/)[0];
      const certificate = await download(officer, demo, officer.locator('a[href$="/certificaat.pdf"]'));
      assert.ok((await pdfText(certificate.saved)).includes(number), 'the certificate names the plan');
      const receipt = await download(officer, demo, officer.locator('a[href$="/ontvangst.txt"]'));
      await guest.goto('/bewijs');
      const key = (await guest.locator('dd code.g-code').innerText()).trim();
      const verdict = await verify(receipt.saved, key);
      assert.equal(verdict.code, 0, verdict.said);
      const wrongKey = await verify(receipt.saved, key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
      assert.notEqual(wrongKey.code, 0, 'another key verifies nothing');
    });

    it('has nothing left to destroy after plans for what only waited for the first', async (t) => {
      // The row of a person goes when nothing points at it any more: that is a next plan.
      for (let round = 1; ; round += 1) {
        await officer.goto('/werk/bewaren');
        await officer.click('form[action="/werk/bewaren/plan"] button');
        if (!officer.url().includes('/werk/plannen/')) {
          assert.match(await officer.locator('main').innerText(), /niets dat weg moet/);
          t.diagnostic(`${round - 1} more plans`);
          return;
        }
        assert.ok(round <= 3, 'plans come to an end');
        await steps.act(officer, 'goedkeuren');
        await steps.planCompleted(officer);
      }
    });

    it('proves which promises are kept and which are broken', async () => {
      await officer.goto('/werk/bewijs');
      await officer.click('form[action="/werk/bewijs"] button');
      await guest.goto('/bewijs');
      const marks = await guest.locator('article.g-promise').evaluateAll((promises) =>
        promises.map((promise) => [promise.id, promise.className.match(/g-promise--(\w+)/)[1]]));
      const retention = marks.filter(([id, mark]) => id.startsWith('retention.') && mark !== 'stated');
      assert.ok(retention.length > 0, 'rules of retention are checked');
      assert.deepEqual(retention.filter(([, mark]) => mark !== 'kept'), [], 'after the plan nothing is too old');
      const mark = Object.fromEntries(marks);
      assert.equal(mark['rights.access'] ?? mark.requests, 'broken', 'a request is overdue');
      if (PROMISE_NO_BSN.includes(pack)) assert.equal(mark.identification, 'broken', 'a note holds a BSN');
      else assert.notEqual(mark.identification, 'broken', 'nothing was promised about the BSN');
      const receipt = await download(guest, demo, guest.locator('a[href^="/bewijs/ontvangst/"]').first());
      const key = (await guest.locator('dd code.g-code').innerText()).trim();
      assert.equal((await verify(receipt.saved, key)).code, 0, 'the receipt of a check verifies');
    });

    it('left no trace of a person in any address, and failed nowhere', async () => {
      await leave(officer, demo, secrets);
      await leave(guest, demo, secrets);
    });
  });
}
