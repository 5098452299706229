// node check.mjs http://localhost:PORT FOLDER     judges the pages of a running service, screenshots into FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { LOOKS, faults, open } from './looks.mjs';

const [base, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
let passed = 0;
const failures = [];

function check(name, found) {
  if (found.length === 0) {
    passed++;
  } else {
    failures.push(name);
    console.log(`FAILED ${name}\n  ${found.join('\n  ')}`);
  }
}

const require = (holds, words) => (holds ? [] : [words]);

const GOOD = `net.ipv4.ip_local_port_range = 16384\t65535
net.ipv4.ip_local_reserved_ports =
net.ipv4.tcp_fin_timeout = 60
net.ipv4.tcp_max_tw_buckets = 262144
net.ipv4.tcp_rfc1337 = 0
net.ipv4.tcp_timestamps = 1
net.ipv4.tcp_tw_reuse = 1
`;

/** So many that what is said of them is long. */
const SOCKETS = Array.from({ length: 1200 }, (_, i) => `TIME-WAIT 0 0 10.0.0.17:${33000 + i} 10.0.5.12:5432\n`).join('');

/** The pages, each with the way that a person comes to it. */
const PAGES = {
  start: (page) => page.goto(`${base}/`),
  'bad-report': async (page) => {
    await page.goto(`${base}/`);
    await page.getByRole('button', { name: 'example host' }).click();
    await page.getByRole('heading', { name: 'web-17' }).waitFor();
  },
  'good-report': async (page) => {
    await page.goto(`${base}/`);
    await page.getByLabel('sysctl -a').fill(GOOD);
    await page.getByLabel('ss -tan').fill(SOCKETS);
    await page.getByLabel('Name').fill('db-3.example.org');
    await page.getByRole('button', { name: 'Audit this host' }).click();
    await page.getByRole('heading', { name: 'db-3.example.org' }).waitFor();
  },
  refusal: async (page) => {
    await page.goto(`${base}/`);
    await page.getByRole('button', { name: 'Audit this host' }).click();
    await page.getByRole('heading', { name: 'Nothing in the request' }).waitFor();
  },
  rules: (page) => page.goto(`${base}/rules`),
  rule: (page) => page.goto(`${base}/rules/reuse/without-timestamps`),
};

async function judgeAll(browser) {
  for (const look of LOOKS) {
    const context = await browser.newContext(look);
    for (const [name, go] of Object.entries(PAGES)) {
      const page = await open(context);
      await go(page);
      // A refusal is an error to the console, and meant to be one.
      if (name === 'refusal') page.complaints = page.complaints.filter((text) => !text.includes('status of 422'));
      check(`${name}, ${look.name}`, await faults(page));
      await page.screenshot({ path: `${folder}/${name}-${look.name}.png`, fullPage: true });
      await page.close();
    }
    await context.close();
  }
}

async function withoutScript(browser) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const name of ['bad-report', 'good-report']) {
    await PAGES[name](page);
    check(`${name} without script`, require((await page.locator('.grade').first().isVisible()), 'no grade is seen'));
  }
  check('nothing to copy with', require((await page.locator('button.copy').count()) === 0, 'a button that does nothing'));
  await context.close();
}

async function withScript(browser) {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await open(context);
  await PAGES['bad-report'](page);
  const command = page.locator('article pre').first();
  await page.locator('article button.copy').first().click();
  await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  check('a remedy is copied', require(copied === (await command.textContent()), `copied: ${copied}`));

  await page.goto(`${base}/`);
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.textContent);
  check('the keyboard reaches the way past the navigation first', require(first === 'Skip to content', `first: ${first}`));
  const file = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'sysctl.txt'));
    return transfer;
  }, GOOD);
  await page.dispatchEvent('#sysctl', 'drop', { dataTransfer: file });
  await page.getByRole('status').filter({ hasText: 'sysctl.txt' }).waitFor();
  check('a file is dropped', require((await page.inputValue('#sysctl')) === GOOD, 'the field does not hold the file'));
  check('nobody complained', page.complaints);
  await context.close();
}

/** On paper nothing can be unfolded. */
async function printed(browser) {
  const context = await browser.newContext();
  const page = await open(context);
  await PAGES['bad-report'](page);
  const folded = () => page.locator('details:not([open]) > :not(summary)').evaluateAll((parts) => parts.map((part) => part.checkVisibility()));
  check('something is folded on a screen', require((await folded()).some((seen) => !seen), 'nothing is'));
  await page.emulateMedia({ media: 'print' });
  check('nothing is folded in print', require((await folded()).every((seen) => seen), 'some of it is'));
  await context.close();
}

/** A report that a pipeline keeps as a file is whole: it needs no service, and its own policy lets it be shown. */
async function saved(browser) {
  const context = await browser.newContext();
  const multipart = { host: 'web-17', sysctl: GOOD };
  const answer = await context.request.post(`${base}/v1/audits?format=html`, { multipart });
  const file = resolve(folder, 'saved.html');
  writeFileSync(file, await answer.body());
  const page = await open(context);
  await page.goto(`file://${file}`);
  check('a saved report', await faults(page));
  const color = await page.locator('.grade').first().evaluate((grade) => getComputedStyle(grade).backgroundColor);
  check('a saved report has its style', require(color !== 'rgba(0, 0, 0, 0)', 'the grade has no colour'));
  await context.close();
}

/** What is planted in faulty.html must be found, or the checks above mean nothing. */
async function plantedFaults(browser) {
  const context = await browser.newContext({ viewport: LOOKS[2].viewport });
  const page = await open(context);
  await page.goto(`file://${fileURLToPath(new URL('faulty.html', import.meta.url))}`);
  await page.waitForTimeout(500);
  const found = await faults(page);
  for (const planted of ['image-alt', 'color-contrast', 'label', 'wider-than-screen', 'crushed', 'layout-shift', 'console']) {
    check(`planted fault: ${planted}`, require(found.some((fault) => fault.startsWith(`${planted}:`)), `not found among ${found.join('\n  ')}`));
  }
  await context.close();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  await plantedFaults(browser);
  await judgeAll(browser);
  await withoutScript(browser);
  await withScript(browser);
  await printed(browser);
  await saved(browser);
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
