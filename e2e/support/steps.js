// What people do on the site, step by step, with nothing but links and forms.

import assert from 'node:assert/strict';

/** Fills in the fields of a request for a known person. */
export async function fillRequest(page, person) {
  await page.fill('#name', person.name);
  await page.fill('#email', person.email);
  await page.fill('#birth_date', dutchDay(person.birth_date));
  await page.fill('#postcode', person.postcode);
}

/** `1984-03-12` as a Dutch person writes it: 12-3-1984. */
export function dutchDay(iso) {
  const [year, month, day] = iso.split('-').map(Number);
  return `${day}-${month}-${year}`;
}

export function press(page, step) {
  return page.click(`button[name="step"][value="${step}"]`);
}

/** A request on the site from form to confirmation; `kind` is the last part of its address. Gives number and code. */
export async function ask(page, kind, person) {
  await page.goto(`/verzoek/${kind}`);
  await fillRequest(page, person);
  await press(page, 'check');
  await press(page, 'send');
  return ticket(page);
}

/** Number and code on the confirmation. */
export async function ticket(page) {
  const number = (await page.locator('.g-ticket dd').first().innerText()).trim();
  const code = (await page.locator('.g-ticket code').innerText()).trim();
  assert.match(number, /^\d{4}-\d{4,}$/, 'number of the request');
  assert.match(code.replaceAll('-', ''), /^[A-Za-z0-9]{12}$/, 'code of the request');
  return { number, code };
}

export async function logIn(page, demo, name = 'officer') {
  const login = demo.login(name);
  await page.goto('/werk');
  await page.fill('#login', login.login);
  await page.fill('#password', login.password);
  await page.click('form[action="/inloggen"] button[type=submit]');
  await page.waitForURL('**/werk');
}

/** The requester's own page. */
export async function follow(page, { number, code }) {
  await page.goto('/volgen');
  await page.fill('#number', number);
  await page.fill('#code', code);
  await page.click('form[action="/volgen"] button[type=submit]');
  await page.waitForURL('**/volgen/mijn');
}

/** The page of a request in the workspace. */
export async function openCase(page, number) {
  await page.goto('/werk/verzoeken?stand=all');
  await page.click(`a:text-is("${number}")`);
  await page.waitForURL('**/werk/verzoeken/*-*');
}

/** Sends the form of an action of the page; the other buttons do not matter. */
export async function act(page, action) {
  await page.click(`main form[action$="/${action}"] button[type=submit]`);
}

/** Identity is certain by the first way that the policy allows. */
export async function confirmIdentity(page) {
  await page.locator('form[action$="/identiteit"] input[type=radio]').first().check();
  await act(page, 'identiteit');
}

/** Chooses every candidate that carries the relation number; tells how many. */
export async function choosePerson(page, relationNumber) {
  const same = page.locator('.g-candidate', { hasText: relationNumber }).locator('input[name=candidate]');
  const count = await same.count();
  for (let at = 0; at < count; at += 1) await same.nth(at).check();
  await act(page, 'persoon');
  return count;
}

/** Answers every open task of the request with "nothing found"; tells how many. */
export async function answerTasks(page) {
  const here = new URL(page.url()).pathname;
  const tasks = await page.locator('main a[href^="/werk/taken/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const task of tasks) {
    await page.goto(task);
    await page.click('button[name="found"][value="nothing"]');
    await page.waitForSelector('.g-done');
  }
  await page.goto(here);
  return tasks.length;
}

/** Accepts what the policy proposes where it asks for a person's eye, and makes the answer. */
export async function review(page) {
  if (await page.locator('form[action$="/voorstellen"]').count()) await act(page, 'voorstellen');
  await act(page, 'afronden');
  await page.locator('.g-working').waitFor({ state: 'detached', timeout: 60_000 });
}

/** From a received request to its answer. */
export async function handle(page, number, relationNumber) {
  await openCase(page, number);
  await confirmIdentity(page);
  await choosePerson(page, relationNumber);
  await answerTasks(page);
  await review(page);
}

/** Proposes a retention plan and stays on its page. */
export async function proposePlan(page) {
  await page.goto('/werk/bewaren');
  await page.click('form[action="/werk/bewaren/plan"] button');
  await page.waitForURL('**/werk/plannen/*');
}

/** Waits until the plan has its certificate; the page looks again by itself. */
export async function planCompleted(page, limit = 90_000) {
  await page.waitForSelector('a[href$="/certificaat.pdf"]', { timeout: limit });
}
