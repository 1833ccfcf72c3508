// Every page of the router under axe (WCAG 2.2 AA) and at 320 pixels, in every state; and the keyboard alone.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Audit } from '../support/audit.js';
import { leave, openBrowser, visitor } from '../support/browser.js';
import { Demo } from '../support/demo.js';
import * as steps from '../support/steps.js';

let browser, demo, officer;
const audit = new Audit();
before(async () => {
  browser = await openBrowser();
  demo = await Demo.start();
  officer = await visitor(browser, demo, { scripts: true });
});
after(async () => {
  await demo?.stop();
  await browser.close();
});

/** What this part found; the next part starts empty. */
function assertClean(t) {
  for (const remark of audit.remarks.splice(0)) t.diagnostic(remark);
  assert.deepEqual(audit.faults.splice(0), []);
}

/** Opens everything that folds. */
const openAll = (page) => page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));

/** A request of the scenes by kind and first name. */
const scene = (kind, at) => demo.requests.filter((request) => request.kind === kind)[at];

describe('pages for everyone', () => {
  for (const locale of ['nl-NL', 'en-GB']) {
    it(`in ${locale}`, async (t) => {
      const page = await visitor(browser, demo, { scripts: true, locale });
      const look = (label) => audit.look(page, `${locale} ${label}`);
      for (const path of ['/', '/verklaring/versies', '/verklaring/versies/1', '/bewijs', '/cookies', '/verzoek', '/verzoek/inzage', '/verzoek/verwijderen', '/volgen', '/inloggen']) {
        await page.goto(path);
        assert.equal(await page.locator('html').getAttribute('lang'), locale.slice(0, 2));
        await look(path);
      }
      if (locale === 'nl-NL') {
        await page.goto('/');
        await openAll(page);
        await look('/ with everything open');
      }
      await page.goto('/register');
      await look('/register');
      for (const link of ['.g-version a', '#newsletter .g-entry__body a']) {
        await page.goto(await page.locator(link).getAttribute('href'));
        await look(`/register ${link}`);
      }
      await page.goto('/geen-pagina');
      await look('404');
      await page.goto('/verzoek/inzage');
      await page.fill('#postcode', 'x');
      await steps.press(page, 'check');
      await look('/verzoek/inzage with mistakes');
      await steps.fillRequest(page, demo.person('Sanne'));
      await steps.press(page, 'check');
      await look('/verzoek/inzage check');
      await steps.press(page, 'send');
      const { code } = await steps.ticket(page);
      await look('/verzoek/inzage sent');
      await page.goto('/volgen');
      await page.fill('#number', '2026-9999');
      await page.click('form[action="/volgen"] button');
      await look('/volgen with a mistake');
      await page.goto('/inloggen');
      await page.fill('#login', 'nobody');
      await page.click('form[action="/inloggen"] button[type=submit]');
      await look('/inloggen with a mistake');
      for (const request of demo.requests) {
        await steps.follow(page, request);
        await openAll(page);
        await look(`/volgen/mijn of ${request.kind} ${request.number}`);
      }
      await leave(page, demo, [code]);
      assertClean(t);
    });
  }
});

describe('the workspace', () => {
  it('lists, forms and errors', async (t) => {
    await steps.logIn(officer, demo);
    for (const path of ['/werk', '/werk/verzoeken', '/werk/verzoeken?stand=all&soort=access', '/werk/verzoeken?stand=all&soort=erasure&p=7', '/werk/verzoeken/nieuw', '/werk/uitreiken', '/werk/bewaren', '/werk/bewaren/blokkeren', '/werk/beleid', '/werk/beleid/bestand/model/rights.yaml', '/werk/beleid/bestand/sector/events.yaml', '/werk/bewijs', '/werk/logboek', '/werk/geen-pagina']) {
      await officer.goto(path);
      await audit.look(officer, path);
    }
    await officer.goto('/werk');
    await officer.locator('main a[href^="/werk/archief/"]').first().click();
    await audit.look(officer, 'the terms of the paper archive');
    await officer.goto('/werk/bewijs');
    await officer.click('form[action="/werk/bewijs"] button');
    await audit.look(officer, '/werk/bewijs after checking');
    await officer.goto('/werk/logboek');
    await officer.click('form[action="/werk/logboek"] button');
    await audit.look(officer, '/werk/logboek after verifying');
    await officer.goto('/werk/bewaren/blokkeren');
    await officer.click('form[action="/werk/bewaren/blokkeren"] button');
    assert.equal(await officer.locator('.g-summary a').count(), 5);
    await audit.look(officer, '/werk/bewaren/blokkeren with mistakes');
    await officer.goto('/werk/verzoeken/nieuw');
    await officer.fill('#email', 'x');
    await officer.press('#email', 'Enter');
    assert.equal(await officer.locator('.g-summary a').count(), 2, 'Enter sends the form');
    await audit.look(officer, '/werk/verzoeken/nieuw with mistakes');
    await steps.fillRequest(officer, demo.person('Imke'));
    await officer.press('#email', 'Enter');
    await audit.look(officer, '/werk/verzoeken/nieuw registered');
    const desk = await visitor(browser, demo, { scripts: true });
    await steps.logIn(desk, demo, 'balie');
    await audit.look(desk, '/werk for the desk');
    await desk.goto('/werk/logboek');
    await audit.look(desk, 'forbidden');
    await leave(desk, demo);
    assertClean(t);
  });

  it('a request for access in each state', async (t) => {
    const { number, name } = scene('access', 3);
    const look = async (label) => {
      await openAll(officer);
      await audit.look(officer, `request ${label}`);
    };
    const person = demo.persons.find((one) => one.name === name);
    await steps.openCase(officer, number);
    await look('received');
    await steps.act(officer, 'identiteit');
    await look('received, with a mistake');
    await steps.confirmIdentity(officer);
    await look('identified');
    await steps.act(officer, 'persoon');
    await look('identified, with a mistake');
    await steps.choosePerson(officer, person.relation_number);
    await look('searching');
    const here = officer.url();
    await officer.locator('main a[href^="/werk/taken/"]').first().click();
    await look('task');
    await officer.click('button[name="found"][value="something"]');
    await look('task with a mistake');
    await officer.fill('#answer', 'Een brief van 12 mei 2019 over de verwarming.');
    await officer.click('button[name="found"][value="something"]');
    await look('task answered');
    await officer.goto(here);
    await look('reviewing');
    await officer.click('a[href^="/werk/bewaren/blokkeren?verzoek="]');
    await look('a hold on its requester');
    await officer.goto(here);
    const finding = await officer.locator('form[action$="/oordeel"] input[name="finding"]').first().inputValue();
    await officer.goto(`${here.split('?')[0]}/gegevens/${finding}`);
    await look('records of a finding');
    await officer.goto(here);
    await openAll(officer);
    const decide = officer.locator('form[action$="/oordeel"]').first();
    await decide.locator('input[value="exclude"]').check();
    await decide.locator('button').click();
    await look('reviewing, with a mistake');
    await officer.locator('form[action$="/verlengen"] button').click();
    await look('reviewing, extension without a reason');
    await officer.goto(here);
    await openAll(officer);
    await officer.fill('#reason', 'Er zijn veel documenten.');
    await officer.click('form[action$="/verlengen"] button');
    await look('extended');
    await steps.review(officer);
    await look('answered');
    await steps.act(officer, 'sluiten');
    await look('closed');
    assertClean(t);
  });

  it('requests that end otherwise', async (t) => {
    await steps.openCase(officer, scene('access', 2).number);
    await openAll(officer);
    await officer.click('form[action$="/weigeren"] button');
    await openAll(officer);
    await audit.look(officer, 'refusal without ground');
    await officer.locator('form[action$="/weigeren"] input[type=radio]').first().check();
    await officer.fill('#explanation', 'U vroeg dit vorige maand ook al.');
    await officer.click('form[action$="/weigeren"] button');
    await audit.look(officer, 'refused');
    await steps.openCase(officer, scene('access', 1).number);
    await openAll(officer);
    await officer.click('form[action$="/intrekken"] button');
    await audit.look(officer, 'withdrawn');
    const guest = await visitor(browser, demo, { scripts: true });
    for (const at of [1, 2]) {
      await steps.follow(guest, scene('access', at));
      await audit.look(guest, '/volgen/mijn of a request that ended');
    }
    await leave(guest, demo);
    assertClean(t);
  });

  it('an erasure with its plan, and a retention plan', async (t) => {
    await steps.openCase(officer, scene('erasure', 0).number);
    await steps.answerTasks(officer);
    await openAll(officer);
    await audit.look(officer, 'erasure reviewing');
    await steps.review(officer);
    await audit.look(officer, 'erasure after the review');
    await officer.waitForSelector('form[action$="/sluiten"]', { timeout: 60_000 });
    await audit.look(officer, 'erasure answered');
    await steps.proposePlan(officer);
    await audit.look(officer, 'plan proposed');
    const plan = officer.url();
    await officer.goto('/werk/bewaren');
    await officer.click('form[action="/werk/bewaren/plan"] button');
    await audit.look(officer, 'conflict: a plan is open');
    await officer.goto(plan);
    await steps.act(officer, 'goedkeuren');
    await steps.planCompleted(officer);
    await audit.look(officer, 'plan completed');
    await officer.goto('/werk/bewaren');
    await audit.look(officer, '/werk/bewaren after a plan');
    await officer.click('a[href^="/werk/bewaren/blokkades/"]');
    await audit.look(officer, 'a hold and what waits for it');
    assertClean(t);
  });

  it('every page of the router was looked at', async () => {
    assert.deepEqual(await audit.missed(), []);
    await leave(officer, demo);
  });
});

describe('with the keyboard alone, without scripts', () => {
  /** Tabs to the element, as many times as it takes. */
  async function tabTo(page, selector) {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.locator(`${selector}:focus`).count()) {
        const outline = await page.evaluate(() => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
          return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
        });
        assert.ok(outline, `the focus shows on ${selector}`);
        return;
      }
    }
    assert.fail(`${selector} cannot be reached with Tab`);
  }

  it('the first stop skips to the content', async () => {
    const page = await visitor(browser, demo);
    for (const path of ['/', '/bewijs', '/verzoek/inzage', '/inloggen']) {
      await page.goto(path);
      await page.keyboard.press('Tab');
      const skip = page.locator('.utrecht-skip-link:focus');
      assert.equal(await skip.count(), 1, path);
      assert.ok(await skip.isVisible());
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.closest('header') === null), true, `${path}: past the header`);
    }
    await leave(page, demo);
  });

  it('a request can be made', async () => {
    const page = await visitor(browser, demo);
    const person = demo.person('Joke');
    await page.goto('/verzoek');
    await tabTo(page, 'main a[href="/verzoek/inzage"]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/verzoek/inzage');
    await tabTo(page, '#name');
    await page.keyboard.type(person.name);
    await tabTo(page, '#email');
    await page.keyboard.type('verkeerd');
    await tabTo(page, 'button[value="check"]');
    await page.keyboard.press('Enter');
    await tabTo(page, '.g-summary a');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(person.email);
    await tabTo(page, 'button[value="check"]');
    await page.keyboard.press('Enter');
    await tabTo(page, 'button[value="send"]');
    await page.keyboard.press('Enter');
    const { code } = await steps.ticket(page);
    await leave(page, demo, [code]);
  });

  it('an employee can log in and open a request', async () => {
    const page = await visitor(browser, demo);
    const { login, password } = demo.login('officer');
    await page.goto('/werk/verzoeken');
    await tabTo(page, '#login');
    await page.keyboard.type(login);
    await tabTo(page, '#password');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/werk/verzoeken');
    await tabTo(page, 'tbody a');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/werk/verzoeken/*-*');
    await leave(page, demo);
  });
});
