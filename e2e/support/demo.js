// Starts the real binary with a synthetic corporation, and stops or kills it.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The program under test. */
export const GESTAND = path.resolve(import.meta.dirname, '..', process.env.GESTAND_BIN ?? '../target/debug/gestand');
/** The independent verifier, beside it. */
export const VERIFY = path.join(path.dirname(GESTAND), 'gestand-verify');

/** Milliseconds that making a corporation may take in a debug build. */
const START_LIMIT = 180_000;

/** The texts of a PDF or of a page of it. */
export async function pdfText(file) {
  return (await run('pdftotext', ['-layout', file, '-'])).stdout;
}

/** The first page of a PDF as `<target>.png`. */
export async function pdfPicture(file, target) {
  await run('pdftoppm', ['-png', '-r', '90', '-f', '1', '-singlefile', file, target]);
}

/** Exit code and output of `gestand-verify` on a receipt. */
export async function verify(receipt, key) {
  try {
    const { stdout } = await run(VERIFY, [receipt, '--key', key]);
    return { code: 0, said: stdout };
  } catch (failure) {
    return { code: failure.code, said: `${failure.stdout}${failure.stderr}` };
  }
}

/** A demo that serves: `url`, `logins`, `persons` and `requests` as in its ready file. */
export class Demo {
  #child;

  /** Makes a corporation in a folder of its own and waits until it is served. */
  static async start({ pack = 'model', persons = 200 } = {}) {
    const demo = new Demo();
    demo.pack = pack;
    demo.persons_asked = persons;
    demo.dir = await mkdtemp(path.join(tmpdir(), `gestand-e2e-${pack}-`));
    await demo.serve();
    return demo;
  }

  /** Starts the program; after `kill` it goes on in the same folder. */
  async serve() {
    const ready = path.join(this.dir, 'ready.json');
    await rm(ready, { force: true });
    const log = await open(path.join(this.dir, 'program.log'), 'a');
    const args = ['demo', '--pack', this.pack, '--persons', String(this.persons_asked), '--dir', path.join(this.dir, 'home')];
    this.#child = spawn(GESTAND, [...args, '--port', '0', '--ready-file', ready], { stdio: ['ignore', log.fd, log.fd] });
    this.#child.once('error', () => {});
    await log.close();
    const end = Date.now() + START_LIMIT;
    while (Date.now() < end && this.#child.exitCode === null && this.#child.pid) {
      const text = await readFile(ready, 'utf8').catch(() => null);
      if (text) return Object.assign(this, JSON.parse(text));
      await sleep(50);
    }
    const said = await this.log();
    await this.stop().catch(() => {});
    throw new Error(`the demo of ${this.pack} did not start (${GESTAND}):\n${said}`);
  }

  /** Everything the program wrote. */
  log() {
    return readFile(path.join(this.dir, 'program.log'), 'utf8').catch(() => '');
  }

  /** The known person with that first name. */
  person(first) {
    return this.persons.find((person) => person.name.split(' ').includes(first));
  }

  login(name) {
    return this.logins.find((login) => login.login === name);
  }

  async #end(signal) {
    const child = this.#child;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** `kill -9`: as when the power fails. */
  kill() {
    return this.#end('SIGKILL');
  }

  /** Stops the program and removes its folder; fails when the program had ended by itself. */
  async stop() {
    const { exitCode, signalCode } = this.#child;
    const said = exitCode !== null || signalCode !== null ? await this.log() : null;
    await this.#end('SIGTERM');
    await rm(this.dir, { recursive: true, force: true });
    if (said !== null) throw new Error(`the program ended by itself (${exitCode ?? signalCode}):\n${said}`);
  }
}
