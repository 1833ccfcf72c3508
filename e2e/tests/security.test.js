// What the site gives to nobody: scripts, frames, forms from elsewhere, pages without login, personal data in addresses.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { leave, openBrowser, visitor } from '../support/browser.js';
import { Demo } from '../support/demo.js';
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

/** A request of the program itself, outside the browser, without following. */
const plain = (path, options = {}) => fetch(new URL(path, demo.url), { redirect: 'manual', ...options });

const form = (fields) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

describe('headers', () => {
  for (const path of ['/', '/bewijs', '/verzoek/inzage', '/volgen', '/inloggen', '/werk', '/geen-pagina', '/assets/gestand.css', '/verklaring.pdf']) {
    it(`are strict on ${path}`, async () => {
      const { headers } = await plain(path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.match(policy, /base-uri 'none'/);
      assert.match(policy, /form-action 'self'/);
      assert.doesNotMatch(policy, /script-src|unsafe/, 'no scripts at all');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.ok(['same-origin', 'no-referrer'].includes(headers.get('referrer-policy')));
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
      assert.equal(headers.get('server'), null);
      if (!path.startsWith('/assets')) assert.match(headers.get('cache-control'), /no-store/);
    });
  }
});

describe('without login', () => {
  const somewhere = '01900000-0000-7000-8000-000000000000';
  for (const path of ['', '/verzoeken', '/verzoeken/nieuw', `/verzoeken/${somewhere}`, `/taken/${somewhere}`, '/bewaren', `/plannen/${somewhere}`, `/plannen/${somewhere}/certificaat.pdf`, '/bewijs', '/logboek']) {
    it(`/werk${path} leads to the login`, async () => {
      const answer = await plain(`/werk${path}`);
      assert.equal(answer.status, 303);
      assert.equal(answer.headers.get('location'), `/inloggen?naar=/werk${path}`);
      assert.equal(await answer.text(), '');
    });
  }

  it('a login never leads to another site', async () => {
    const guest = await visitor(browser, demo);
    await guest.goto('/inloggen?naar=//example.org/werk');
    const { login, password } = demo.login('officer');
    await guest.fill('#login', login);
    await guest.fill('#password', password);
    await guest.click('form[action="/inloggen"] button[type=submit]');
    assert.equal(guest.url(), `${demo.url}/werk`);
    await guest.context().close();
  });

  it('the answer of a request is not there', async () => {
    for (const path of ['/volgen/mijn', '/volgen/mijn/antwoord/pdf', '/volgen/mijn/antwoord/json']) {
      const answer = await plain(path);
      assert.equal(answer.status, 303);
      assert.equal(answer.headers.get('location'), '/volgen');
    }
  });
});

describe('forms', () => {
  it('from nowhere, or with another token, are refused and nothing is done', async () => {
    const officer = await visitor(browser, demo);
    await steps.logIn(officer, demo);
    const before = await officer.goto('/werk/verzoeken?stand=all').then(() => officer.locator('tbody tr').count());
    const request = { name: 'Iemand Anders', email: 'iemand@example.nl', step: 'send' };
    for (const csrf of ['', 'x'.repeat(43)]) {
      const answer = await plain('/verzoek/inzage', form({ ...request, csrf }));
      assert.equal(answer.status, 403);
      assert.match(await answer.text(), /niets verstuurd/);
    }
    const logout = await officer.context().request.post('/uitloggen', { form: { csrf: 'wrong' } });
    assert.equal(logout.status(), 403);
    await officer.goto('/werk/verzoeken?stand=all');
    assert.equal(await officer.locator('tbody tr').count(), before, 'no request was made, and the login holds');

    const csrf = await officer.locator('form[action="/uitloggen"] input[name=csrf]').inputValue();
    const elsewhere = { origin: 'https://example.org', 'sec-fetch-site': 'cross-site' };
    const fromElsewhere = await officer.context().request.post('/werk/bewaren/plan', { form: { csrf }, headers: elsewhere });
    assert.equal(fromElsewhere.status(), 403, 'another site, even with the token');
    await leave(officer, demo);
  });

  it('sent twice give one request', async () => {
    const guest = await visitor(browser, demo);
    await guest.goto('/verzoek/inzage');
    await steps.fillRequest(guest, demo.person('Yara'));
    await steps.press(guest, 'check');
    const csrf = await guest.locator('main input[name=csrf]').inputValue();
    await steps.press(guest, 'send');
    const { code } = await steps.ticket(guest);
    const again = await guest.context().request.post('/verzoek/inzage', {
      form: { csrf, name: 'Yara', email: 'yara.wens@example.nl', step: 'send' },
    });
    assert.equal(again.status(), 403);
    await leave(guest, demo, [code]);
  });

  it('that are too large are refused with a page that says so', async () => {
    const answer = await plain('/verzoek/inzage', form({ message: 'x'.repeat(70_000) }));
    assert.equal(answer.status, 413);
    assert.match(await answer.text(), /te veel tekst/);
  });
});

describe('logins', () => {
  it('live in a cookie that no script and no other site can use', async () => {
    const officer = await visitor(browser, demo);
    await steps.logIn(officer, demo);
    const cookies = await officer.context().cookies();
    const work = cookies.find((cookie) => cookie.name === 'gestand-werk');
    assert.ok(work && work.value.length >= 32);
    assert.equal(work.sameSite, 'Strict');
    assert.equal(work.expires, -1, 'gone with the browser');
    for (const cookie of cookies) {
      assert.equal(cookie.httpOnly, true, cookie.name);
      assert.notEqual(cookie.sameSite, 'None', cookie.name);
    }
    await officer.click('form[action="/uitloggen"] button');
    assert.equal((await officer.context().cookies()).some((cookie) => cookie.name === 'gestand-werk'), false);
    const after = await plain('/werk', { headers: { cookie: `gestand-werk=${work.value}` } });
    assert.equal(after.status, 303, 'the old cookie opens nothing');
    await leave(officer, demo);
  });

  it('are slowed down after wrong passwords', async () => {
    const guest = await visitor(browser, demo);
    await guest.goto('/inloggen');
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await guest.fill('#login', 'auditor');
      await guest.fill('#password', `wrong-password-${attempt}`);
      await guest.click('form[action="/inloggen"] button[type=submit]');
      if (await guest.locator('#login').count() === 0) break;
      assert.equal(await guest.inputValue('#password'), '', 'a password is never shown again');
    }
    assert.match(await guest.locator('h1').innerText(), /Even wachten/);
    await leave(guest, demo);
  });

  it('give a desk employee no more than the desk', async () => {
    const desk = await visitor(browser, demo);
    await steps.logIn(desk, demo, 'balie');
    assert.equal(await desk.locator('a[href="/werk/logboek"]').count(), 0);
    assert.equal((await desk.goto('/werk/logboek')).status(), 403);
    await desk.goto('/werk/bewaren');
    assert.equal(await desk.locator('form[action="/werk/bewaren/plan"]').count(), 0);
    const csrf = await desk.locator('form[action="/uitloggen"] input[name=csrf]').inputValue();
    for (const path of ['/werk/bewaren/plan', '/werk/bewijs']) {
      const answer = await desk.context().request.post(path, { form: { csrf } });
      assert.equal(answer.status(), 403, path);
    }
    await leave(desk, demo);
  });
});

describe('hostile input', () => {
  const hostile = '<script>document.title="x"</script><img src=x onerror=alert(1)> {{7*7}} \' OR 1=1 -- 🏚️\u202E';

  it('is shown as text, to the requester and to the officer', async () => {
    const guest = await visitor(browser, demo, { scripts: true });
    await guest.goto('/verzoek/inzage');
    await guest.fill('#name', hostile);
    await guest.fill('#email', 'vreemd@example.nl');
    await guest.fill('#message', `${hostile}\n${'é🏠'.repeat(1500)}`);
    await steps.press(guest, 'check');
    assert.ok((await guest.locator('main').innerText()).includes('<script>document.title="x"</script>'));
    await steps.press(guest, 'send');
    const { number, code } = await steps.ticket(guest);
    const officer = await visitor(browser, demo, { scripts: true });
    await steps.logIn(officer, demo);
    await steps.openCase(officer, number);
    const shown = await officer.locator('main').innerText();
    assert.ok(shown.includes('<img src=x onerror=alert(1)> {{7*7}}') && shown.includes('🏚️'));
    for (const page of [guest, officer]) {
      assert.notEqual(await page.title(), 'x');
      assert.equal(await page.locator('main script, main img').count(), 0);
      await leave(page, demo, [code]);
    }
  });

  it('that is too long is refused with the field named', async () => {
    const guest = await visitor(browser, demo);
    await guest.goto('/verzoek/verwijderen');
    await guest.fill('#name', 'n'.repeat(201));
    await guest.fill('#email', `${'e'.repeat(300)}@example.nl`);
    await guest.fill('#message', 'm'.repeat(4001));
    await steps.press(guest, 'check');
    const named = await guest.locator('.g-summary a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    assert.deepEqual(named, ['#name', '#email', '#message']);
    await leave(guest, demo);
  });

  it('in an address gives a plain page, never a fault', async () => {
    for (const path of ['/%00', '/verzoek/%3Cscript%3E', '/bewijs/ontvangst/99999999999999999999', '/bewijs/ontvangst/-1', '/assets/../Cargo.toml', '/assets/%2e%2e%2fCargo.toml', '/?taal=%27', '/inloggen?naar=%0d%0ax:y']) {
      const answer = await plain(path);
      assert.ok(answer.status < 500, `${path}: ${answer.status}`);
      assert.doesNotMatch(await answer.text(), /<script|\[package\]/, path);
    }
  });
});
