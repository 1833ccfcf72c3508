// Looks at a page as axe does, and as someone does with a screen of 320 pixels; remembers everything it sees.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const ROUTES = path.resolve(import.meta.dirname, '../../crates/web/src/routes.rs');
/** Addresses that give a file and not a page. */
const FILES = /\.(pdf|md|txt|zip)$|\/bestand\/|\/beeld$|^\/(assets|kettingpunt|bewijs\/ontvangst|volgen\/mijn\/antwoord)/;
/** Pages that uploads.test.js (not every pack has them) and rights.test.js look at. */
const ELSEWHERE = /\/kopie$|^\/inleveren\/|^\/werk\/opvolging\//;

/** The addresses of all pages, from the table of the router: `/werk/taken/{id}`. */
export async function pagesOfSite() {
  const table = await readFile(ROUTES, 'utf8');
  const entries = [...table.matchAll(/entry\(\w+, (?:GET|BOTH), "([^"]+)"/g)].map(([, address]) => address);
  return entries.filter((address) => !FILES.test(address) && !ELSEWHERE.test(address));
}

/** What was seen on all pages that were looked at. */
export class Audit {
  /** Serious and critical findings, and pages that scroll sideways: label and what. */
  faults = [];
  /** Other findings. */
  remarks = [];
  #visited = new Set();

  /** Looks at the page as it is now. */
  async look(page, label) {
    this.#visited.add(new URL(page.url()).pathname);
    const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(TAGS).analyze();
    for (const { id, impact, help, nodes } of violations) {
      const line = `${label}: ${impact} ${id} (${help}): ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`;
      (['serious', 'critical'].includes(impact) ? this.faults : this.remarks).push(line);
    }
    const size = page.viewportSize();
    await page.setViewportSize({ width: 320, height: 800 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) this.faults.push(`${label}: ${width} pixels wide on a screen of 320: ${await widest(page)}`);
    await page.setViewportSize(size);
    const filled = await page.evaluate(() => document.body.getBoundingClientRect().height >= document.documentElement.scrollHeight - 1);
    if (!filled) this.faults.push(`${label}: the body, with its background, ends before the page does`);
    const headings = await page.locator('h1').count();
    if (headings !== 1) this.faults.push(`${label}: ${headings} headings of level 1`);
  }

  /** Pages of the router that nobody looked at. */
  async missed() {
    const pattern = (address) => new RegExp(`^${address.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    const pages = await pagesOfSite();
    return pages.filter((address) => ![...this.#visited].some((visited) => pattern(address).test(visited)));
  }
}

/** The elements that stick out, for the message. */
function widest(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('main *, header *, footer *')]
      .filter((element) => element.getBoundingClientRect().right > 321 && !element.closest('.g-scroll, pre'))
      .slice(0, 4)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
      .join(', '));
}
